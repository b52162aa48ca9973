"""Floquet modes by QuTiP: the propagator over a period at tolerances of 1e-12, its eigenvectors, and the modes at 64 times."""

import numpy as np
from qutip import FloquetBasis, Qobj, QobjEvo


class Work:
    def __init__(self, levels, frequency, a, b):
        matrix = lambda m: Qobj(np.array(m["re"]).reshape(levels, levels) + 1j * np.array(m["im"]).reshape(levels, levels))
        self.frequency = frequency
        self.period = 2 * np.pi / frequency
        drive = lambda t: 2 * np.cos(frequency * t)
        self.h = QobjEvo([matrix(a), [matrix(b), drive]])

    def run(self):
        options = {"atol": 1e-12, "rtol": 1e-12, "nsteps": 100_000, "method": "dop853", "progress_bar": ""}
        times = np.linspace(0, self.period, 65)
        basis = FloquetBasis(self.h, self.period, options=options, precompute=times)
        modes = [basis.mode(t) for t in times[:-1]]
        return basis.e_quasi, modes

    def result(self, found):
        energies = np.mod(found[0], self.frequency)
        return sorted(float(e) for e in energies)


def prepare(given):
    return Work(given["levels"], given["frequency"], given["a"], given["b"])
