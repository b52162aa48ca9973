"""[A, B] of Pauli strings with Qiskit: A @ B - B @ A, simplified."""

from qiskit.quantum_info import SparsePauliOp


class Work:
    def __init__(self, a, b):
        # Qiskit writes the last site first.
        self.a, self.b = (SparsePauliOp.from_list([(w[::-1], c) for w, c in words]) for words in (a, b))

    def run(self):
        return (self.a @ self.b - self.b @ self.a).simplify(atol=0.5)

    def result(self, found):
        return sorted([w[::-1], round(c.imag)] for w, c in found.to_list() if abs(c) > 0.5)


def prepare(given):
    return Work(given["a"], given["b"])
