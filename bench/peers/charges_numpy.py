"""The boost recursion with NumPy by hand: one placement of a bond on all words at once, and one sort for each charge."""

import numpy as np


def masks(letters):
    return (sum(1 << k for k, c in enumerate(letters) if c in of) for of in ("XY", "YZ"))


class Work:
    def __init__(self, couplings, upto):
        self.bonds = [(*masks(w), len(w), c) for w, c in couplings.items()]
        self.upto = upto

    def step(self, x, z, c):
        letters = x | z
        length = np.frexp(letters.astype(np.float64))[1]
        ys = np.bitwise_count(x & z).astype(np.int64)
        keys, zeroth, first = [], [], []
        for ax, az, n, coupling in self.bonds:
            for s in range(1 - n, int(length.max())):
                k = np.flatnonzero(length > s)
                px, pz, up, down = x[k], z[k], max(s, 0), max(-s, 0)
                ux, uz, vx, vz = ax << up, az << up, px << down, pz << down
                k2 = np.flatnonzero(np.bitwise_count((ux & vz) ^ (uz & vx)) & 1)
                vx, vz, k = vx[k2], vz[k2], k[k2]
                nx, nz = vx ^ ux, vz ^ uz
                phase = ((ax & az).bit_count() + ys[k] + 2 * np.bitwise_count(vx & uz).astype(np.int64)
                         - np.bitwise_count(nx & nz).astype(np.int64)) & 3
                both = nx | nz
                low = np.bitwise_count((both & -both) - 1).astype(np.int64)
                value = np.where(phase == 1, 2, -2) * coupling * c[k]
                keys.append(((nx >> low) << 32) | (nz >> low))
                zeroth.append(value)
                first.append(value * (up - low))
        key, zeroth, first = (np.concatenate(parts) for parts in (keys, zeroth, first))
        order = np.argsort(key)
        key, zeroth, first = key[order], zeroth[order], first[order]
        start = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
        assert not np.add.reduceat(zeroth, start).any()
        sums, key = np.add.reduceat(first, start), key[start]
        keep = sums != 0
        return key[keep] >> 32, key[keep] & 0xFFFFFFFF, sums[keep]

    def run(self):
        x, z, c = (np.array([b[i] for b in self.bonds], dtype=np.int64) for i in (0, 1, 3))
        for k in range(2, self.upto + 1):
            following = self.step(x, z, c)
            if k < self.upto:
                x, z, c = following
        return x, z, c

    def result(self, found):
        out = []
        for x, z, c in zip(*(a.tolist() for a in found)):
            letters = "".join("IXZY"[(x >> k & 1) + 2 * (z >> k & 1)] for k in range((x | z).bit_length()))
            out.append([letters, c])
        return sorted(out)


def prepare(given):
    return Work(given["couplings"], given["upto"])
