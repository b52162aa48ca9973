/** Three spins of a chain, the middle one flipped. The other two are made from it. */
export const logoSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><title>spinlaw</title><path d="M4 46h56" stroke="#8a94a6" stroke-width="4"/><g fill="#3b6fd4"><circle cx="12" cy="46" r="8"/><circle cx="52" cy="46" r="8"/></g><circle cx="32" cy="46" r="8" fill="#c2452d"/><g fill="none" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"><path d="M12 34V10m-7 8 7-9 7 9M52 34V10m-7 8 7-9 7 9" stroke="#3b6fd4"/><path d="M32 9v24m-7-8 7 9 7-9" stroke="#c2452d"/></g></svg>\n';

/** As PNG of 32 × 32 pixels, in base 64. */
export const logo32 =
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAADAElEQVR4nOxXPUxTURQ+595WEsXw4+ZgNHGxlMnEgAUk4ogJP0ETYxwcTDTy' +
  'MxjFyRoWFEOQsMigm4smEAMmgBgEK8bEqa9NHFjYBSZDob3He17bZ2lf23fj0IWT3NyT+33n6/f6znmvFVDhEFDhqLgBX/5Be5h8e9vWU51W' +
  'HakLDq+EMelWSH0gV7eD05y31Vl38B2k3Hjl9AoM7G1Z44jYn87jjA+5Ca/9DpxHibcz+SuA+A83Xjm9A7cgNBi9niVzINJgaCB2zU0YhTjq' +
  'lpvqOQaahqLniOB1vgiBesMYGIZXPdtA4J5VLQg/aLcFV8JnjDEHPIaJnm2gzg8jCHDWdkg077gl+mgXaazWT2HwGCZ6Ig1AdWZ/rwS8yBbo' +
  'fEwfzthFBMfAY5jo2QaO1DfcVUq2k6y5lS+2u3viJmP++mA/eAwTPXsMM7P5hXPdIAcKfk6f/JPF1q4EWgjlgFJqLF949XLgAkj5gFI0cSmM' +
  '37zoOd+A11AoHuutD1EsEuLpfwieISEXGQOBj8AgjAwg0aS9I9RCJreNAU3qsxrOJdGUgaSZgbZPsQW9jaTd4HHHGGJ2REdalq0lMAjjl1Hr' +
  'UjSsr36lANBnGnsChmFsQM+w8knVqz9wM+fDN3EXe5AfdP9rYB/kLz2/xItzt6KLC/EtgdCrKQleKLCn9Wt0241bTg/dikID1ineI5PBTSgR' +
  'qx2BgCSRCH22NkrxSukdMNA8GO0UgMP6m2zIwDHd4aPrLxvncnlrHcFOEjBMhDZPv+ViqGC0ddmaM9VzDDQPxbsEqRlwCT3/3esTgdn0VTd2' +
  '6RvnytPz2N22HJ010XN6QKhU0QdILkYIRXm5mFc95xeR7uympJKuBYw9n3prd3hqfhx8yYQrL+WvcnjzGwpK6TlmoMLhGEimxPdiJMYe3r+B' +
  'vOR+oiiPsSyvnF6BASXks2IFuZh+jxfl5WJe9RwD3JV6RK7qNKLbaSe9IMJn2Y7l4C5HxTyK6IfLDi/O+Sw7ASZ6CBWOw79mhwb+AgAA//+K' +
  'nkekAAAABklEQVQDABwCqXyJX22QAAAAAElFTkSuQmCC';

/** As PNG of 64 × 64 pixels, in base 64. */
export const logo64 =
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAGsElEQVR4nOxba0wUVxQ+987usoqWWDX6Q2NbbajLKgmhdVncgq8+ksaYRk00' +
  'jdpfjbWIxtRHUlpJmgpW44PYH0ajTewPS/qw9o+lFASVaruplGUh2tQajBar+KK4Cztze+6sIDCzuzOzM9vE5UuA3XPP+e53z96ZuefehUKa' +
  'g0KaYyQBkOYYSQCkOWxaHQtL27MZ9JUTBh0hu6PSvzv7FiSBc6+6no5I5E1ZBGVfe08FuyAJGNVHtDj5Si5PFEn4F0JgGn/PGFwN2+35RpNQ' +
  'V+yaTG30IiFkUpSPdWYwyPXUBjrBAJLRp+kSEEmoup+cg792RvqqwSAEm7C0f/BRPjIpTNlSMIhk9CVMgLc0UIECi1SaigvXB3aAATBgE5RG' +
  'MhEMIFl9cRNQWBpYjNfIlpgOBLZyH/ifYIa+mAnwlrRMx4/qC0gE9JF9Uwyz9KkmoGBjxyig5CRmcAwkAvdBX9f2gANSBDP1qSaAivcO4dSa' +
  'CRrBfcd1wRFIEczUp0hAwfrAOoxYCXqBMXhDehcshtn6hiTAsyGYR4DtAaNgbC/nAItghb6BBBSvueKkkngCHyl2ZRz8psXGYwUmfsu5wGRY' +
  'pW8gAb1ZPXxxMgUUTFCBoScUdrQxgEoV+9Tep/5dAibDKn0DCWBMmqzkhp/O7ndvA5BUlswSObfPvZX7KOPYJDAZVukbSEDT/lm70LltkFcw' +
  'EhGWQwJwH1zLtz8WylqQax+YDKv0DbkJClJGEXpgR2w3OG2eCwdm3k7UAfcJh0Z78OVeHhu2O+aDRbBC35ByuLHq+X/wz/ugE/6D0+/hn41g' +
  'MazQp3k/wAgafDMmQoZzM76cSljkQ19t+yUtcWfmzc6WBKkcX3aIkd7KefWXktp7iAfLElBXjNw2Zz0+e1z8vUTsL51f8MKLc2rb405b9Bkf' +
  'JtIpjJPLW8HmeIUtgzxSDSJYAMu2xKjdXdo/eA68TT8bovYvWZw+eRv36R98NJDMbrzjtmyFaVkCcMCdKrb5jYvcH1N5rAohrGHBrE+4z/A2' +
  'XNTcBItgWQJs3Xe/wlFeU7aQbRKQ14ZbGSGvE6qs7TnH+BvSN2ARLEuAt+naQ0pgCY6gb3gbbll5VELmKCwYyzncwWAvWARLt8V9P7T4GZEM' +
  'Px4JkzZwDrAQlp8LFNW0HsCP8hjoBjvmq239DCxGSg5GRnd1vYNL0Dat/tyXx0AKkJIE5Puv99gj0mIcWHciX+7DfXkMpAApOxrz1gf/oAxW' +
  'JPLjPtwXUoSUng36agPf42ccZ6+e7Yj6pA6aEoAbEbe02LTAVxP4AOd5vaIBbXKbASSjT1MCWISe5L8HW6I2/cCVngTh0HIsaR/X6AB/YdGz' +
  'TG4zgGT0aToc5fCuC04jgrRIphdpzbkDrquQBH5d+FxWD2Ru52LNqPiM6tOcgCcVCcvhwpKgB1dzb0P0IKK/ugsSwoIgCUfPVrl+Bh04s3C2' +
  'RwT2iI894iNBXPYFBUaPzv3xd118yeqLOQP41jHunpbjPvwmvKMIqk6MiVjE7Ao/DJX5D+b3xeuorvgZp2AfW47X+ybsVJUP20S8C+zKvOso' +
  'y/f74/KZpU81AXNLArmMsuPYnA1awKCZMFh9psrdrNbcOC8nlwn0OPamjQ9YM4mw1b661mar9ak+BSTKFywayTkI5EZj1CFRukL74GXCXDkm' +
  'Jp95+hQzoGB9ixefoY1E5yKJcV0S5A3P8un5bi9O0EbsSueii0k4C/KGzwKz9SlIsP5eRQysEHkMTsu1igYBVukfvMxIJRtZa7U+xQx4Y8sF' +
  'dic0Goxg/KhumDvlzyE2d8PnMObOdTCC+xOmQrDwrSG2ho4ZkIy+7yo8Q8aseAw+6M0Ao1CLdT5IeHYRE877tzX1oRVqsSqXgKHVaExIVAAz' +
  'YbY+RQKyMkJgFGqxPVnGz0nVYs3Wp7gEbvaMrYz7zas44LGb31u5dbDt9IJZFUCN8WV1XlHwyV+LS0LfcJtiBoiMHsZHhv5dWAbdjJJDCjuN' +
  'HMZG3XzyzpAoHrJanyIB5/e7LuNBxEegv4Oypj05ip2copo25CO6+XCJW6a2M2S2PtXnadONnE/VvmISmxsunv07pypW+8vjWnTysYu+ca0x' +
  '+czUp76gqCai436mV/6KCRYUEJMZiw0GOx33Mgt4TCw3frApRR54mQSVcsETWyhv2yn1dRfEPQw1UV/C/QBebgIV1+A05qXmQLmJP22E0SOG' +
  'ymEirQGZb1A5jHwCkCNGyuFk9KX9hsjIv8xAmmMkAZDmGEkApDlGEgBpjrRPwH8AAAD//2AsQjUAAAAGSURBVAMADkl/r8c4cVIAAAAASUVO' +
  'RK5CYII=';
