import { spinOneGroup } from './spin-one-chains.js';
import type { CatalogueGroup } from './kinds.js';

/** The chains of the catalogue. What is known about them is computed, and nothing of it is written here. */
export const catalogueGroups: readonly CatalogueGroup[] = [
  {
    title: 'Neighbours without a field, and fields that commute',
    chains: [
      { id: 'xxx', name: 'Heisenberg chain', chain: 'sum_j J S_j·S_<j+1>', cites: 'Bethe 1931' },
      { id: 'xxx-field', name: 'Heisenberg chain in a field', chain: 'sum_j J S_j·S_<j+1> + hx Sx_j + hz Sz_j' },
      {
        id: 'xxz',
        name: 'XXZ chain',
        chain: 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>',
        cites: 'Yang and Yang 1966',
      },
      {
        id: 'xxz-field',
        name: 'XXZ chain in a field along z',
        chain: 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1> + h Sz_j',
      },
      {
        id: 'xyz',
        name: 'XYZ chain',
        chain: 'sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1>',
        cites: 'Baxter 1972',
      },
      { id: 'ising', name: 'Ising chain in a field along its axis', chain: 'sum_j J Z_j Z_<j+1> + h Z_j' },
      {
        id: 'ising-resonant',
        name: 'Ising chain at the resonance h = 2 J',
        chain: 'sum_j Z_j Z_<j+1> + 2 Z_j',
      },
      {
        id: 'xxz-charge',
        name: 'XXZ chain with its charge of three sites',
        chain: 'H = sum_j X_j X_<j+1> + Y_j Y_<j+1> + Δ Z_j Z_<j+1>; H + K charge(H, 3)',
      },
    ],
  },
  {
    title: 'Free fermions between neighbours',
    chains: [
      {
        id: 'xx',
        name: 'XX chain in a field along z',
        chain: 'sum_j J (X_j X_<j+1> + Y_j Y_<j+1>) + h Z_j',
        cites: 'Lieb, Schultz and Mattis 1961',
      },
      {
        id: 'xy',
        name: 'XY chain in a field along z',
        chain: 'sum_j (1+g) X_j X_<j+1> + (1-g) Y_j Y_<j+1> + h Z_j',
        cites: 'Katsura 1962',
      },
      {
        id: 'tfi',
        name: 'Ising chain in a transverse field',
        chain: 'sum_j J Z_j Z_<j+1> + g X_j',
        cites: 'Pfeuty 1970',
      },
      {
        id: 'tfi-oblique',
        name: 'Ising chain along an oblique axis in a transverse field',
        chain: 'sum_j (X_j + Z_j) (X_<j+1> + Z_<j+1>) + g Y_j',
      },
      {
        id: 'kitaev',
        name: "Kitaev's chain of fermions",
        chain: 'sum_j -(c†_j c_<j+1> + h.c.) + (D c_j c_<j+1> + h.c.) - mu n_j',
        cites: 'Kitaev 2001',
      },
      { id: 'gamma', name: 'symmetric off-diagonal exchange', chain: 'sum_j G (X_j Y_<j+1> + Y_j X_<j+1>) + h Z_j' },
      { id: 'compass', name: 'compass chain', chain: 'sum_j (1+(-1)^j)/2 X_j X_<j+1> + (1-(-1)^j)/2 Y_j Y_<j+1>' },
      { id: 'xz', name: 'X next to Z', chain: 'sum_j X_j Z_<j+1>' },
      {
        id: 'xy-dm',
        name: 'XY chain with an antisymmetric exchange',
        chain: 'sum_j X_j X_<j+1> + a Y_j Y_<j+1> + D (X_j Y_<j+1> - Y_j X_<j+1>)',
      },
      { id: 'dm', name: 'antisymmetric exchange alone', chain: 'sum_j X_j Y_<j+1> - Y_j X_<j+1>' },
      {
        id: 'dm-z',
        name: 'antisymmetric exchange in a field along its axis',
        chain: 'sum_j X_j Y_<j+1> - Y_j X_<j+1> + h Z_j',
      },
    ],
  },
  {
    title: 'Antisymmetric exchange and chirality',
    chains: [
      {
        id: 'xxz-dm',
        name: 'XXZ chain with a Dzyaloshinskii–Moriya exchange along z',
        chain: 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1> + D (S_j×S_<j+1>)^z',
      },
      {
        id: 'xxx-dm',
        name: 'Heisenberg chain with a Dzyaloshinskii–Moriya exchange',
        chain: 'sum_j S_j·S_<j+1> + D (S_j×S_<j+1>)^z',
      },
      {
        id: 'dm-ising',
        name: 'antisymmetric exchange with Ising terms',
        chain: 'sum_j X_j Y_<j+1> - Y_j X_<j+1> + Δ Z_j Z_<j+1>',
      },
      {
        id: 'xyz-dm',
        name: 'XYZ chain with a Dzyaloshinskii–Moriya exchange',
        chain: 'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1> + D (X_j Y_<j+1> - Y_j X_<j+1>)',
      },
      {
        id: 'xxz-dm-x',
        name: 'XXZ chain with a Dzyaloshinskii–Moriya exchange along x',
        chain: 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + Δ Z_j Z_<j+1> + D (Y_j Z_<j+1> - Z_j Y_<j+1>)',
      },
      {
        id: 'dm-x',
        name: 'antisymmetric exchange in a field across its axis',
        chain: 'sum_j X_j Y_<j+1> - Y_j X_<j+1> + h X_j',
      },
      { id: 'chirality', name: 'scalar chirality', chain: 'sum_j (S_j×S_<j+1>)·S_<j+2>' },
      {
        id: 'xxx-chirality',
        name: 'Heisenberg chain with a scalar chirality',
        chain: 'sum_j S_j·S_<j+1> + K (S_j×S_<j+1>)·S_<j+2>',
        cites: 'Frahm 1992',
      },
      {
        id: 'xxx-dm-alternating',
        name: 'Heisenberg chain with an alternating Dzyaloshinskii–Moriya exchange',
        chain: 'sum_j S_j·S_<j+1> + D (-1)^j (S_j×S_<j+1>)^z',
      },
    ],
  },
  {
    title: 'Fields that do not commute',
    chains: [
      {
        id: 'xxz-x',
        name: 'XXZ chain in a field along x',
        chain: 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + Δ Z_j Z_<j+1> + h X_j',
      },
      {
        id: 'xyz-z',
        name: 'XYZ chain in a field along z',
        chain: 'sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1> + h Z_j',
        cites: 'Shiraishi 2019',
      },
      {
        id: 'xyz-fields',
        name: 'XYZ chain in any field',
        chain: 'sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1> + hx X_j + hy Y_j + hz Z_j',
      },
      { id: 'xx-x', name: 'XX chain in a field along x', chain: 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + h X_j' },
      {
        id: 'xy-oblique',
        name: 'XY chain in an oblique field',
        chain: 'sum_j X_j X_<j+1> + a Y_j Y_<j+1> + hx X_j + hz Z_j',
      },
      {
        id: 'ising-tilted',
        name: 'Ising chain in a tilted field',
        chain: 'sum_j Z_j Z_<j+1> + hx X_j + hz Z_j',
        cites: 'Chiba 2024',
      },
      {
        id: 'ising-tilted-rotated',
        name: 'the same along another axis',
        chain: 'sum_j (X_j + Z_j) (X_<j+1> + Z_<j+1>) + g X_j',
      },
      {
        id: 'xxx-staggered',
        name: 'Heisenberg chain in a staggered field',
        chain: 'sum_j S_j·S_<j+1> + h (-1)^j Sz_j',
      },
      {
        id: 'xxz-staggered',
        name: 'XXZ chain in a staggered field',
        chain: 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + Δ Z_j Z_<j+1> + h (-1)^j Z_j',
      },
      {
        id: 'xx-staggered',
        name: 'XX chain in a staggered field along z',
        chain: 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + h (-1)^j Z_j',
      },
      {
        id: 'xx-staggered-x',
        name: 'XX chain in a staggered field along x',
        chain: 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + h (-1)^j X_j',
      },
      {
        id: 'tfi-staggered',
        name: 'Ising chain in a staggered transverse field',
        chain: 'sum_j Z_j Z_<j+1> + (g + h (-1)^j) X_j',
      },
      {
        id: 'ising-staggered',
        name: 'Ising chain in a transverse and a staggered longitudinal field',
        chain: 'sum_j Z_j Z_<j+1> + g X_j + h (-1)^j Z_j',
      },
      {
        id: 'xxx-two-fields',
        name: 'Heisenberg chain in a uniform and a staggered field across it',
        chain: 'sum_j S_j·S_<j+1> + h Sz_j + k (-1)^j Sx_j',
      },
    ],
  },
  {
    title: 'Alternating bonds',
    chains: [
      { id: 'alternating-xxx', name: 'alternating Heisenberg chain', chain: 'sum_j (1 + d (-1)^j) S_j·S_<j+1>' },
      {
        id: 'alternating-xxz',
        name: 'alternating XXZ chain',
        chain: 'sum_j (1 + d (-1)^j) (X_j X_<j+1> + Y_j Y_<j+1> + Δ Z_j Z_<j+1>)',
      },
      {
        id: 'ferro-antiferro',
        name: 'Heisenberg chain with bonds of alternating sign',
        chain: 'sum_j (-1)^j S_j·S_<j+1>',
      },
      { id: 'dimers', name: 'dimers without a coupling', chain: 'sum_j (1+(-1)^j)/2 S_j·S_<j+1>' },
      {
        id: 'ssh',
        name: 'Su–Schrieffer–Heeger chain',
        chain: 'sum_j (1 + d (-1)^j) (X_j X_<j+1> + Y_j Y_<j+1>)',
        cites: 'Su, Schrieffer and Heeger 1979',
      },
      {
        id: 'rice-mele',
        name: 'Rice–Mele chain',
        chain: 'sum_j (1 + d (-1)^j) (X_j X_<j+1> + Y_j Y_<j+1>) + m (-1)^j Z_j',
        cites: 'Rice and Mele 1982',
      },
      {
        id: 'alternating-tfi',
        name: 'alternating Ising chain in a transverse field',
        chain: 'sum_j (1 + d (-1)^j) Z_j Z_<j+1> + g X_j',
      },
      {
        id: 'kitaev-heisenberg',
        name: 'Kitaev–Heisenberg chain',
        chain: 'sum_j S_j·S_<j+1> + K (1+(-1)^j)/2 Sx_j Sx_<j+1> + K (1-(-1)^j)/2 Sy_j Sy_<j+1>',
      },
      {
        id: 'compass-field',
        name: 'compass chain in a field along z',
        chain: 'sum_j (1+(-1)^j)/2 X_j X_<j+1> + (1-(-1)^j)/2 Y_j Y_<j+1> + h Z_j',
      },
      {
        id: 'compass-x',
        name: 'compass chain in a field along x',
        chain: 'sum_j (1+(-1)^j)/2 X_j X_<j+1> + (1-(-1)^j)/2 Y_j Y_<j+1> + h X_j',
      },
    ],
  },
  {
    title: 'Next neighbours and terms of three sites',
    chains: [
      { id: 'j1-j2', name: 'J1–J2 chain', chain: 'sum_j S_j·S_<j+1> + J2 S_j·S_<j+2>', cites: 'Shiraishi 2024' },
      {
        id: 'majumdar-ghosh',
        name: 'Majumdar–Ghosh chain',
        chain: 'sum_j S_j·S_<j+1> + 1/2 S_j·S_<j+2>',
        cites: 'Majumdar and Ghosh 1969',
      },
      { id: 'two-xxx', name: 'two Heisenberg chains on the sublattices', chain: 'sum_j S_j·S_<j+2>' },
      {
        id: 'xxz-j2',
        name: 'XXZ chain with next neighbours',
        chain: 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + Δ Z_j Z_<j+1> + J2 (X_j X_<j+2> + Y_j Y_<j+2> + Δ Z_j Z_<j+2>)',
      },
      {
        id: 'xx-j2',
        name: 'XX chain with next neighbours',
        chain: 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + J2 (X_j X_<j+2> + Y_j Y_<j+2>)',
      },
      {
        id: 'xx-three',
        name: 'XX chain with hopping over two sites',
        chain: 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + K (X_j Z_<j+1> X_<j+2> + Y_j Z_<j+1> Y_<j+2>)',
        cites: 'Suzuki 1971',
      },
      {
        id: 'annni',
        name: 'axial next-nearest-neighbour Ising chain',
        chain: 'sum_j Z_j Z_<j+1> + k Z_j Z_<j+2> + g X_j',
        cites: 'Selke 1988',
      },
      { id: 'zigzag', name: 'XXZ chain in disguise', chain: 'sum_j X_j Z_<j+1> + Z_j X_<j+1> + D X_j X_<j+2>' },
      {
        id: 'zigzag-field',
        name: 'XXZ chain in disguise, in a field',
        chain: 'sum_j X_j Z_<j+1> + Z_j X_<j+1> + D X_j X_<j+2> + h Y_j',
      },
      {
        id: 'dual-xxz',
        name: 'XXZ chain under the duality of Kramers and Wannier',
        chain: 'sum_j X_<j+1> - Z_j X_<j+1> Z_<j+2> + D Z_j Z_<j+2>',
      },
      {
        id: 'cluster',
        name: 'cluster chain',
        chain: 'sum_j Z_j X_<j+1> Z_<j+2>',
        cites: 'Raussendorf and Briegel 2001',
      },
      { id: 'cluster-x', name: 'cluster chain in a field along x', chain: 'sum_j Z_j X_<j+1> Z_<j+2> + h X_j' },
      { id: 'cluster-z', name: 'cluster chain in a field along z', chain: 'sum_j Z_j X_<j+1> Z_<j+2> + h Z_j' },
      {
        id: 'cluster-xz',
        name: 'cluster chain in an oblique field',
        chain: 'sum_j Z_j X_<j+1> Z_<j+2> + h X_j + k Z_j',
      },
      {
        id: 'cluster-ising',
        name: 'cluster chain with Ising terms',
        chain: 'sum_j Z_j X_<j+1> Z_<j+2> + J Y_j Y_<j+1>',
        cites: 'Smacchia et al. 2011',
      },
      {
        id: 'cluster-zz',
        name: 'cluster chain with parallel Ising terms',
        chain: 'sum_j Z_j X_<j+1> Z_<j+2> + J Z_j Z_<j+1>',
      },
      {
        id: 'domain-walls',
        name: 'kinetic terms of domain walls in a tilted field',
        chain: 'sum_j X_<j+1> - Z_j X_<j+1> Z_<j+2> + J Z_j Z_<j+1> + h Z_j',
        cites: 'Iadecola and Schecter 2020',
      },
      {
        id: 'three-spin',
        name: 'Ising chain of three spins in a transverse field',
        chain: 'sum_j Z_j Z_<j+1> Z_<j+2> + g X_j',
        cites: 'Turban 1982',
      },
      { id: 'disguise', name: 'free fermions in disguise', chain: 'sum_j X_j Z_<j+1> Z_<j+2>', cites: 'Fendley 2019' },
      { id: 'x-y-z', name: 'X, Y and Z in a row', chain: 'sum_j X_j Y_<j+1> Z_<j+2>' },
      {
        id: 'pxp',
        name: 'PXP chain',
        chain: 'sum_j (1 - Z_j) X_<j+1> (1 - Z_<j+2>)',
        cites: 'Lesanovsky and Katsura 2012',
      },
      { id: 'pxp-field', name: 'PXP chain in a field', chain: 'sum_j (1 - Z_j) X_<j+1> (1 - Z_<j+2>) + h Z_j' },
      { id: 'east', name: 'East chain', chain: 'sum_j (1 - Z_j) X_<j+1>' },
      { id: 'east-field', name: 'East chain with an energy of its spins', chain: 'sum_j (1 - Z_j) (X_<j+1> + s)' },
      {
        id: 'fredkin',
        name: 'Fredkin chain',
        chain: 'sum_j (1 + Z_j) (1/4 - S_<j+1>·S_<j+2>) + (1/4 - S_j·S_<j+1>) (1 - Z_<j+2>)',
        cites: 'Salberger and Korepin 2017',
      },
      {
        id: 'bariev',
        name: "Bariev's chain",
        chain: 'sum_j (X_j X_<j+2> + Y_j Y_<j+2>) (1 - U Z_<j+1>)',
        cites: 'Bariev 1991',
      },
      {
        id: 'folded-xxz',
        name: 'folded XXZ chain',
        chain: 'sum_j (1 + Z_j Z_<j+3>) (X_<j+1> X_<j+2> + Y_<j+1> Y_<j+2>)',
        cites: 'Pozsgay et al. 2021',
      },
      {
        id: 'tv',
        name: 'fermions with a repulsion of neighbours',
        chain: 'sum_j -(c†_j c_<j+1> + h.c.) + V n_j n_<j+1>',
      },
      {
        id: 'tvv',
        name: 'fermions with a repulsion of next neighbours',
        chain: 'sum_j -(c†_j c_<j+1> + h.c.) + V n_j n_<j+1> + W n_j n_<j+2>',
      },
    ],
  },
  {
    title: 'Ladders and the Hubbard chain',
    chains: [
      {
        id: 'ladder',
        name: 'Heisenberg ladder',
        chain: 'legs 2; sum_j S_{j,1}·S_{j+1,1} + S_{j,2}·S_{j+1,2} + K S_{j,1}·S_{j,2}',
      },
      {
        id: 'xx-ladder',
        name: 'XX ladder',
        chain:
          'legs 2; sum_j X_{j,1} X_{j+1,1} + Y_{j,1} Y_{j+1,1} + X_{j,2} X_{j+1,2} + Y_{j,2} Y_{j+1,2} + K (X_{j,1} X_{j,2} + Y_{j,1} Y_{j,2})',
      },
      {
        id: 'ladder-crossed',
        name: 'Heisenberg ladder with equal diagonals',
        chain: 'legs 2; sum_j (S_{j,1} + S_{j,2})·(S_{j+1,1} + S_{j+1,2}) + K S_{j,1}·S_{j,2}',
        cites: 'Gelfand 1991',
      },
      {
        id: 'su4',
        name: 'SU(4) chain of spins and orbitals',
        chain: 'legs 2; sum_j (1/4 + S_{j,1}·S_{j+1,1}) (1/4 + S_{j,2}·S_{j+1,2})',
        cites: 'Sutherland 1975',
      },
      {
        id: 'su4-rung',
        name: 'SU(4) ladder with rungs',
        chain: 'legs 2; sum_j (1/4 + S_{j,1}·S_{j+1,1}) (1/4 + S_{j,2}·S_{j+1,2}) + K S_{j,1}·S_{j,2}',
        cites: 'Wang 1999',
      },
      {
        id: 'spin-orbital',
        name: 'chain of spins and orbitals',
        chain: 'legs 2; sum_j (u + S_{j,1}·S_{j+1,1}) (u + S_{j,2}·S_{j+1,2})',
        cites: 'Kugel and Khomskii 1982',
      },
      {
        id: 'hubbard',
        name: 'Hubbard chain',
        chain:
          'legs 2; sum_j X_{j,1} X_{j+1,1} + Y_{j,1} Y_{j+1,1} + X_{j,2} X_{j+1,2} + Y_{j,2} Y_{j+1,2} + U Z_{j,1} Z_{j,2}',
        cites: 'Lieb and Wu 1968',
      },
      {
        id: 'hubbard-unequal',
        name: 'Hubbard chain with unequal hopping',
        chain:
          'legs 2; sum_j X_{j,1} X_{j+1,1} + Y_{j,1} Y_{j+1,1} + r (X_{j,2} X_{j+1,2} + Y_{j,2} Y_{j+1,2}) + U Z_{j,1} Z_{j,2}',
      },
      {
        id: 'hubbard-extended',
        name: 'extended Hubbard chain',
        chain:
          'legs 2; sum_j X_{j,1} X_{j+1,1} + Y_{j,1} Y_{j+1,1} + X_{j,2} X_{j+1,2} + Y_{j,2} Y_{j+1,2} + U Z_{j,1} Z_{j,2} + V (Z_{j,1} + Z_{j,2}) (Z_{j+1,1} + Z_{j+1,2})',
      },
      {
        id: 'xxz-ladder',
        name: 'XXZ chains with Ising rungs',
        chain:
          'legs 2; sum_j X_{j,1} X_{j+1,1} + Y_{j,1} Y_{j+1,1} + Δ Z_{j,1} Z_{j+1,1} + X_{j,2} X_{j+1,2} + Y_{j,2} Y_{j+1,2} + Δ Z_{j,2} Z_{j+1,2} + K Z_{j,1} Z_{j,2}',
      },
      {
        id: 'kondo',
        name: 'Kondo necklace',
        chain: 'legs 2; sum_j X_{j,1} X_{j+1,1} + Y_{j,1} Y_{j+1,1} + K S_{j,1}·S_{j,2}',
        cites: 'Doniach 1977',
      },
    ],
  },
  spinOneGroup,
  {
    title: 'Copies of these chains',
    chains: [
      {
        id: 'copy-xxx-signs',
        name: 'Heisenberg chain, every second spin turned by π about z',
        chain: 'sum_j -Sx_j Sx_<j+1> - Sy_j Sy_<j+1> + Sz_j Sz_<j+1>',
      },
      {
        id: 'copy-xxx-quarter',
        name: 'Heisenberg chain, every second spin turned by π/2 about z',
        chain: 'sum_j (-1)^j (X_j Y_<j+1> - Y_j X_<j+1>) + Z_j Z_<j+1>',
      },
      {
        id: 'copy-xxx-spiral',
        name: 'Heisenberg chain, each spin turned by π/2 further about z',
        chain: 'sum_j X_j Y_<j+1> - Y_j X_<j+1> + Z_j Z_<j+1>',
      },
      {
        id: 'copy-xyz-axes',
        name: 'XYZ chain in a field, other axes',
        chain: 'sum_j Jx Y_j Y_<j+1> + Jy Z_j Z_<j+1> + Jz X_j X_<j+1> + h X_j',
      },
      {
        id: 'copy-xyz-staggered',
        name: 'XYZ chain in a field, every second spin turned by π about x',
        chain: 'sum_j Jx X_j X_<j+1> - Jy Y_j Y_<j+1> - Jz Z_j Z_<j+1> + h (-1)^j Z_j',
      },
      {
        id: 'copy-xxz-oblique',
        name: 'XXZ chain along an oblique axis',
        chain: 'sum_j S_j·S_<j+1> + d (3 Sx_j + 4 Sz_j) (3 Sx_<j+1> + 4 Sz_<j+1>)',
      },
      {
        id: 'copy-xxz-controlled',
        name: 'XXZ chain after a controlled-Z on every bond',
        chain: 'sum_j Z_j Y_<j+1> Y_<j+2> Z_<j+3> + Z_j X_<j+1> X_<j+2> Z_<j+3> + Δ Z_<j+1> Z_<j+2>',
      },
      {
        id: 'copy-annni-dual',
        name: 'axial next-nearest-neighbour Ising chain under the duality',
        chain: 'sum_j X_j + k X_j X_<j+1> + g Z_j Z_<j+1>',
      },
      {
        id: 'copy-ladder-legs',
        name: 'Heisenberg ladder as a chain of alternating bonds',
        chain: 'sum_j S_j·S_<j+2> + K (1+(-1)^j)/2 S_j·S_<j+1>',
      },
      {
        id: 'copy-hubbard',
        name: 'Hubbard chain on a chain of alternating sites',
        chain: 'sum_j X_j X_<j+2> + Y_j Y_<j+2> + U (1+(-1)^j)/2 Z_j Z_<j+1>',
      },
      { id: 'copy-two-xx', name: 'two XX chains on the sublattices', chain: 'sum_j X_j X_<j+2> + Y_j Y_<j+2>' },
      {
        id: 'copy-tfi-spread',
        name: 'two Ising chains in a transverse field on the sublattices',
        chain: 'sum_j Z_j Z_<j+2> + g X_j',
      },
      {
        id: 'copy-tilted-spread',
        name: 'two Ising chains in a tilted field on the sublattices',
        chain: 'sum_j Z_j Z_<j+2> + g X_j + h Z_j',
      },
    ],
  },
];
