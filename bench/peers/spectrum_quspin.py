"""The spectrum of the XXZ ring by S^z and momentum, with vectors, by QuSpin."""

import numpy as np
from quspin.basis import spin_basis_1d
from quspin.operators import hamiltonian

QUIET = {"check_symm": False, "check_herm": False, "check_pcon": False}


def block(sites, delta, up, k):
    basis = spin_basis_1d(sites, Nup=up, kblock=k, pauli=0)
    bonds = [[1.0, j, (j + 1) % sites] for j in range(sites)]
    flips = [[0.5, i, j] for _, i, j in bonds]
    static = [["+-", flips], ["-+", flips], ["zz", [[delta, i, j] for _, i, j in bonds]]]
    return hamiltonian(static, [], basis=basis, dtype=np.complex128, **QUIET) if basis.Ns else None


class Work:
    def __init__(self, sites, delta):
        self.sites, self.delta = sites, delta

    def run(self):
        found = []
        for up in range(self.sites + 1):
            for k in range(self.sites):
                h = block(self.sites, self.delta, up, k)
                if h is not None:
                    found.append(h.eigh())
        return found

    def result(self, found):
        return sorted(float(e) for values, _ in found for e in values)


def prepare(given):
    return Work(given["sites"], given["delta"])
