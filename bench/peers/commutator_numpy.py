"""[A, B] of Pauli strings with NumPy by hand: masks of all pairs at once, and one sort."""

import numpy as np


def masks(words):
    x = np.array([sum(1 << k for k, c in enumerate(w) if c in "XY") for w, _ in words], dtype=np.uint64)
    z = np.array([sum(1 << k for k, c in enumerate(w) if c in "YZ") for w, _ in words], dtype=np.uint64)
    return x, z, np.array([c for _, c in words], dtype=np.int64)


class Work:
    def __init__(self, sites, a, b):
        self.sites, self.a, self.b = sites, masks(a), masks(b)

    def run(self):
        (ax, az, ac), (bx, bz, bc) = self.a, self.b
        n = np.uint64(self.sites)
        odd = (np.bitwise_count((ax[:, None] & bz) ^ (az[:, None] & bx)) & 1).astype(bool)
        i, k = np.nonzero(odd)
        ax, az, bx, bz = ax[i], az[i], bx[k], bz[k]
        x, z = ax ^ bx, az ^ bz
        ys = lambda p, q: np.bitwise_count(p & q).astype(np.int64)
        phase = (ys(ax, az) + ys(bx, bz) + 2 * ys(az, bx) - ys(x, z)) & 3
        value = 2 * ac[i] * bc[k] * np.where(phase == 1, 1, -1)
        key = (x << n) | z
        order = np.argsort(key)
        key, value = key[order], value[order]
        start = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
        sums = np.add.reduceat(value, start)
        keep = sums != 0
        return key[start][keep], sums[keep]

    def result(self, found):
        out = []
        for key, value in zip(*found):
            x, z = int(key) >> self.sites, int(key) & ((1 << self.sites) - 1)
            letters = "".join("IXZY"[(x >> k & 1) + 2 * (z >> k & 1)] for k in range(self.sites))
            out.append([letters, int(value)])
        return sorted(out)


def prepare(given):
    return Work(given["sites"], given["a"], given["b"])
