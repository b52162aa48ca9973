"""The steady state of a chain with jump operators by QuTiP, from its sparse Liouvillian."""

import qutip


class Work:
    def __init__(self, given, **options):
        self.sites, self.options = given["sites"], options
        n = self.sites
        one = [qutip.qeye(2)] * n
        self.spins = [
            [qutip.tensor(one[:j] + [s / 2] + one[j + 1 :]) for j in range(n)]
            for s in (qutip.sigmax(), qutip.sigmay(), qutip.sigmaz())
        ]
        x, y, z = self.spins
        self.h = sum(
            x[j] * x[(j + 1) % n] + y[j] * y[(j + 1) % n] + given["delta"] * z[j] * z[(j + 1) % n] - given["field"] * z[j]
            for j in range(n)
        )
        self.current = sum(x[j] * y[(j + 1) % n] - y[j] * x[(j + 1) % n] for j in range(n))
        self.magnetisation = sum(z)
        down = [x[j] - 1j * y[j] for j in range(n)]
        self.jumps = [given["loss"] * d for d in down]
        self.jumps += [given["gain"] * (down[j].dag() + given["mixing"] * 1j * x[(j + 1) % n]) for j in range(n)]

    def run(self):
        rho = qutip.steadystate(self.h, self.jumps, **self.options)
        return [qutip.expect(a, rho) / self.sites for a in (self.h, self.magnetisation, self.current)]

    def result(self, found):
        return [float(x.real) for x in found]


def prepare(given):
    return Work(given, method="direct")
