"""The boost recursion with Qiskit: products of the charge with each bond that overlaps with it, shifted back and summed."""

import numpy as np
from qiskit.quantum_info import PauliList, SparsePauliOp

from recursion import last_charge


class Work:
    def __init__(self, couplings, upto):
        self.couplings, self.upto = couplings, upto
        self.n = max(map(len, couplings))

    def bonds(self, sites, at):
        return SparsePauliOp.from_sparse_list(
            [(w, list(range(at, at + len(w))), c) for w, c in self.couplings.items()], num_qubits=sites
        )

    def step(self, q):
        # The charge begins at site n - 1 of a window that holds every bond that overlaps with it.
        n, m = self.n, q.num_qubits
        sites = m + 2 * (n - 1)
        wide = SparsePauliOp("I" * (n - 1)).tensor(q).tensor(SparsePauliOp("I" * (n - 1)))
        zeroth, first = [], []
        for s in range(1 - n, m):
            bond = self.bonds(sites, s + n - 1)
            rate = (bond @ wide - wide @ bond).simplify(atol=0.5)
            letters = rate.paulis.x | rate.paulis.z
            keep = letters.any(axis=1)
            low = letters.argmax(axis=1)[keep]
            columns = (np.arange(sites) + low[:, None]) % sites
            x, z = (np.take_along_axis(a[keep], columns, axis=1) for a in (rate.paulis.x, rate.paulis.z))
            moved = SparsePauliOp(PauliList.from_symplectic(z, x), -1j * rate.coeffs[keep])
            zeroth.append(moved)
            first.append(SparsePauliOp(moved.paulis, moved.coeffs * (s + n - 1 - low)))
        assert np.abs(SparsePauliOp.sum(zeroth).simplify(atol=0.5).coeffs).max() < 0.5
        found = SparsePauliOp.sum(first).simplify(atol=0.5)
        last = int(np.flatnonzero((found.paulis.x | found.paulis.z).any(axis=0)).max()) + 1
        return SparsePauliOp(PauliList.from_symplectic(found.paulis.z[:, :last], found.paulis.x[:, :last]), found.coeffs)

    def run(self):
        return last_charge(self.bonds(self.n, 0), self.step, self.upto)

    def result(self, found):
        # Qiskit writes the last site first.
        return sorted([w[::-1].rstrip("I"), round(c.real)] for w, c in found.to_list())


def prepare(given):
    return Work(given["couplings"], given["upto"])
