import type { CatalogueGroup } from './kinds.js';

/** Chains whose sites hold spins 1. */
export const spinOneGroup: CatalogueGroup = {
  title: 'Spins 1',
  chains: [
    { id: 'spin-1', name: 'Heisenberg chain of spins 1', chain: 'spin 1; sum_j S_j·S_<j+1>', cites: 'Haldane 1983' },
    {
      id: 'spin-1-field',
      name: 'Heisenberg chain of spins 1 with an anisotropy of its sites in a field',
      chain: 'spin 1; sum_j S_j·S_<j+1> + D Sz_j^2 + h Sz_j',
    },
    {
      id: 'spin-1-xxz',
      name: 'XXZ chain of spins 1',
      chain: 'spin 1; sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Δ Sz_j Sz_<j+1>',
    },
    {
      id: 'bilinear-biquadratic',
      name: 'bilinear and biquadratic chain',
      chain: 'spin 1; sum_j a S_j·S_<j+1> + b (S_j·S_<j+1>)^2',
    },
    {
      id: 'aklt',
      name: 'chain with an exact valence-bond ground state',
      chain: 'spin 1; sum_j S_j·S_<j+1> + 1/3 (S_j·S_<j+1>)^2',
      cites: 'Affleck, Kennedy, Lieb and Tasaki 1987',
    },
    {
      id: 'takhtajan-babujian',
      name: 'Takhtajan–Babujian chain',
      chain: 'spin 1; sum_j S_j·S_<j+1> - (S_j·S_<j+1>)^2',
      cites: 'Takhtajan 1982, Babujian 1982',
    },
    {
      id: 'takhtajan-babujian-field',
      name: 'Takhtajan–Babujian chain in a field',
      chain: 'spin 1; sum_j S_j·S_<j+1> - (S_j·S_<j+1>)^2 + h Sz_j',
    },
    {
      id: 'takhtajan-babujian-anisotropy',
      name: 'Takhtajan–Babujian chain with an anisotropy of its sites',
      chain: 'spin 1; sum_j S_j·S_<j+1> - (S_j·S_<j+1>)^2 + D Sz_j^2',
    },
    {
      id: 'uimin-lai-sutherland',
      name: 'SU(3) chain',
      chain: 'spin 1; sum_j S_j·S_<j+1> + (S_j·S_<j+1>)^2',
      cites: 'Uimin 1970, Lai 1974, Sutherland 1975',
    },
    {
      id: 'uimin-lai-sutherland-anisotropy',
      name: 'SU(3) chain with an anisotropy of its sites',
      chain: 'spin 1; sum_j S_j·S_<j+1> + (S_j·S_<j+1>)^2 + D Sz_j^2',
    },
    {
      id: 'biquadratic',
      name: 'biquadratic chain',
      chain: 'spin 1; sum_j (S_j·S_<j+1>)^2',
      cites: 'Barber and Batchelor 1989',
    },
    {
      id: 'fateev-zamolodchikov',
      name: 'Fateev–Zamolodchikov chain',
      chain:
        'spin 1; sum_j S_j·S_<j+1> - (S_j·S_<j+1>)^2 - 2 (c - 1) ((Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) Sz_j Sz_<j+1> + h.c.) - 2 (1 - c^2) (Sz_j Sz_<j+1> - (Sz_j Sz_<j+1>)^2 + 2 Sz_j^2)',
      cites: 'Fateev and Zamolodchikov 1980',
    },
    {
      id: 'spin-1-staggered',
      name: 'Heisenberg chain of spins 1 in a staggered field',
      chain: 'spin 1; sum_j S_j·S_<j+1> + h (-1)^j Sz_j',
    },
    {
      id: 'spin-1-alternating',
      name: 'alternating Heisenberg chain of spins 1',
      chain: 'spin 1; sum_j (1 + d (-1)^j) S_j·S_<j+1>',
    },
    {
      id: 'spin-1-dm',
      name: 'Heisenberg chain of spins 1 with a Dzyaloshinskii–Moriya exchange',
      chain: 'spin 1; sum_j S_j·S_<j+1> + D (S_j×S_<j+1>)^z',
    },
    {
      id: 'spin-1-ising',
      name: 'Ising chain of spins 1 in a transverse field',
      chain: 'spin 1; sum_j Sz_j Sz_<j+1> + D Sz_j^2 + g Sx_j',
      cites: 'Blume 1966, Capel 1966',
    },
    {
      id: 'spin-1-j1-j2',
      name: 'J1–J2 chain of spins 1',
      chain: 'spin 1; sum_j S_j·S_<j+1> + J2 S_j·S_<j+2>',
    },
  ],
};
