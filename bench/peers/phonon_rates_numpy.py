"""Rates of magnetisation and energy by phonons in exp(-a S^z - b H), by NumPy in sectors of S^z.

Phonons act on every bond at the same rate, so one bond stands for all; its elements between the eigenstates are real.
"""

import numpy as np


class Work:
    def __init__(self, given):
        self.given = given

    def bath(self, w):
        g = self.given
        t, f, width = g["temperature"], g["phononFrequency"], g["phononWidth"]
        safe = np.where(w == 0, 1.0, w)
        bose = np.where(w == 0, t, safe / -np.expm1(-safe / t))
        return bose * np.exp(-(((np.abs(w) - f) / width) ** 2)) / (f * width * np.sqrt(np.pi))

    def run(self):
        g = self.given
        n, delta, field, (a, b) = g["sites"], g["delta"], g["field"], g["lagrange"]
        states = np.arange(2**n)
        down = np.bitwise_count(states)
        place = np.zeros(2**n, dtype=int)
        sectors = []
        for d in range(n + 1):
            own = states[down == d]
            place[own] = np.arange(len(own))
            sectors.append(own)
        solved = []
        for d, own in enumerate(sectors):
            h = np.zeros((len(own), len(own)))
            at = np.arange(len(own))
            for j in range(n):
                both = (1 << j) | (1 << (j + 1) % n)
                part = own & both
                differ = (part != 0) & (part != both)
                h[at, at] += np.where(differ, -delta / 4, delta / 4)
                h[place[own[differ] ^ both], at[differ]] += 0.5
            solved.append(np.linalg.eigh(h))
        spin = [n / 2 - d for d in range(n + 1)]
        weights = [np.exp(-a * s - b * e) for s, (e, _) in zip(spin, solved)]
        total = sum(w.sum() for w in weights)
        rates = np.zeros(2)
        for d, (e, v) in enumerate(solved):
            for c in range(max(0, d - 1), min(n, d + 1) + 1):
                f, u = solved[c]
                o = np.zeros((len(f), len(e)))
                own, at = sectors[d], np.arange(len(e))
                x, y = np.where(own & 1, -0.5, 0.5), np.where(own & 2, -0.5, 0.5)
                for flip, amplitude in ((0, x * y), (3, np.where(x != y, 0.5, 0)), (1, g["mixing"] * y / 2), (2, g["mixing"] * x / 2)):
                    there = own ^ flip
                    moved = down[there] == c
                    np.add.at(o, (place[there[moved]], at[moved]), amplitude[moved])
                given = (e - field * spin[d])[None, :] - (f - field * spin[c])[:, None]
                w = 2 * np.pi * n * self.bath(given) * (u.T @ o @ v) ** 2 * (weights[d] / total)
                rates += [w.sum() * (spin[c] - spin[d]), (w * (f[:, None] - e[None, :])).sum()]
        return rates

    def result(self, found):
        return [float(x) for x in found]


def prepare(given):
    return Work(given)
