"""Rates of a driven gas with NumPy: all energies of a grid at once, and a product of their amplitudes with weights.

A level is |j> with the phase of its diagonal drive, so that the coupling between channels (j, n) is known in closed form,

  W_(j'n'),(jn) = W_j'j J_(n'-n)((d_j' - d_j) / omega),   T = (1 - W G)^-1 W,   G_c = -i m / K_c

and the rate is sqrt(beta / 2 pi m) times the integral of e^(-beta e) 4 m^2 / (K' K) |T|^2 over e >= 0.
"""

import numpy as np
from scipy.special import jv


class Work:
    def __init__(self, frequency, energies, drive, coupling, betas, reported, sidebands, points):
        self.frequency, self.energies, self.drive = frequency, np.array(energies), np.array(drive)
        n = len(energies)
        self.w = np.array(coupling["re"]).reshape(n, n) + 1j * np.array(coupling["im"]).reshape(n, n)
        self.betas, self.reported, self.sidebands, self.points = betas, reported, sidebands, points

    def grid(self):
        """Gauss points between thresholds, where amplitudes have square roots, and in panels that double beyond them."""
        e, omega, top = self.energies, self.frequency, self.sidebands
        thresholds = np.unique((e[:, None] + omega * np.arange(-top, top + 1)).ravel())
        start, end = e.min(), thresholds.max()
        edges = [start, *thresholds[(thresholds > start + 1e-9) & (thresholds < end)], end]
        x, w = np.polynomial.legendre.leggauss(self.points)
        u, w = (x + 1) / 2, w / 2
        places, weights = [], []
        for a, b in zip(edges, edges[1:]):
            # Both ends have square roots: e = a + (b - a) u^2 (3 - 2 u).
            places.append(a + (b - a) * u * u * (3 - 2 * u))
            weights.append((b - a) * 6 * u * (1 - u) * w)
        last, width = end, 1.0
        while last - start < 45 / min(self.betas):
            # The first one has a square root at its lower end.
            t, slope = (u * u, 2 * u) if last == end else (u, 1)
            places.append(last + width * t)
            weights.append(width * slope * w)
            last, width = last + width, 2 * width
        return np.concatenate(places), np.concatenate(weights)

    def run(self):
        e, omega, top, m = self.energies, self.frequency, self.sidebands, 1.0
        n, quanta = len(e), np.arange(-self.sidebands, self.sidebands + 1)
        level = np.tile(np.arange(n), len(quanta))
        index = np.repeat(quanta, n)
        d = (self.drive[level][:, None] - self.drive[level][None, :]) / omega
        coupling = self.w[level][:, level] * jv(index[:, None] - index[None, :], d)
        energy, weight = self.grid()
        k = np.sqrt((2 * m * (energy[:, None] - (e[level] + omega * index)[None, :])).astype(complex))
        # Open waves have a factor |K| less in the unknowns, which are finite at thresholds.
        start = top * n
        matrix = np.eye(len(level)) + coupling[None, :, :] * (1j * m / k)[:, None, :]
        t = np.linalg.solve(matrix, coupling[None, :, start : start + n])
        isopen = (k.real > 0)[:, :, None] & (k.real > 0)[:, None, start : start + n]
        size = 4 * m * m / np.abs(k[:, :, None] * k[:, None, start : start + n]) * np.abs(t) ** 2 * isopen
        answers = []
        for beta in self.betas:
            factor = np.sqrt(beta / (2 * np.pi * m)) * weight[:, None] * np.exp(
                -beta * np.maximum(energy[:, None] - e[None, :], 0)
            )
            gamma = np.einsum("ecj,ej->cj", size, factor).reshape(len(quanta), n, n)
            total = gamma.sum(axis=0)
            generator = total - np.diag(total.sum(axis=0))
            system = np.vstack([generator, np.ones(n)])
            populations = np.linalg.lstsq(system, np.append(np.zeros(n), 1), rcond=None)[0]
            answers.append((populations, gamma))
        return answers

    def result(self, answers):
        out = []
        for populations, gamma in answers:
            out += [float(p) for p in populations]
            for q in self.reported:
                for final in range(len(self.energies)):
                    for initial in range(len(self.energies)):
                        if not (initial == final and q == 0):
                            out.append(float(gamma[q + self.sidebands, final, initial]))
        return out


def prepare(given):
    return Work(**given)
