// The boost recursion on Pauli strings of up to 31 sites in plain C++: all placements, sums in partitioned hash tables.
//   charges FILE   reads `upto count`, then `x z c …` of the bonds; a line of standard input makes one run.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

struct Word {
  uint32_t x, z;
  int64_t c;
};
struct Contribution {
  uint32_t x, z;
  int64_t c;
  int32_t weight;
};
struct Slot {
  uint32_t x, z;
  int64_t zeroth, first;
};

static uint32_t hash(uint32_t x, uint32_t z) {
  uint32_t h = x * 0x9e3779b1u ^ z * 0x85ebca6bu;
  h ^= h >> 15;
  h *= 0x2c1b3c6du;
  return h ^ h >> 13;
}

// One table with open addressing; no word is (0, 0), so that is an empty slot.
struct Table {
  std::vector<Slot> slots = std::vector<Slot>(64);
  size_t used = 0;
  Slot &at(uint32_t x, uint32_t z) {
    const size_t mask = slots.size() - 1;
    for (size_t k = hash(x, z) & mask;; k = (k + 1) & mask) {
      Slot &slot = slots[k];
      if (slot.x == x && slot.z == z) return slot;
      if (slot.x | slot.z) continue;
      if (2 * ++used > slots.size()) {
        grow();
        used++;
        return at(x, z);
      }
      slot.x = x;
      slot.z = z;
      return slot;
    }
  }
  void grow() {
    std::vector<Slot> old(2 * slots.size());
    old.swap(slots);
    used = 0;
    for (const Slot &slot : old) {
      if (!(slot.x | slot.z)) continue;
      Slot &there = at(slot.x, slot.z);
      there.zeroth = slot.zeroth;
      there.first = slot.first;
    }
  }
};

// Tables that fit into the cache, by the high bits of the hash; contributions are collected for each of them.
struct Sums {
  int bits;
  std::vector<Table> tables;
  std::vector<std::vector<Contribution>> waiting;
  explicit Sums(size_t expected) : bits(0) {
    while (bits < 8 && (expected >> bits) > 4096) bits++;
    tables.resize(size_t(1) << bits);
    waiting.resize(tables.size());
  }
  void add(uint32_t x, uint32_t z, int64_t c, int32_t weight) {
    const size_t p = bits ? hash(x, z) >> (32 - bits) : 0;
    if (!bits) {
      put(tables[0], {x, z, c, weight});
      return;
    }
    waiting[p].push_back({x, z, c, weight});
    if (waiting[p].size() == 2048) empty(p);
  }
  static void put(Table &table, const Contribution &to) {
    Slot &slot = table.at(to.x, to.z);
    slot.zeroth += to.c;
    slot.first += to.c * to.weight;
  }
  void empty(size_t p) {
    for (const auto &to : waiting[p]) put(tables[p], to);
    waiting[p].clear();
  }
};

// -i[H, Q] must vanish; the result is [O_b, Q].
static std::vector<Word> step(const std::vector<Word> &bonds, const std::vector<Word> &q) {
  Sums sums(3 * q.size());
  for (const auto &w : q) {
    const int m = 32 - __builtin_clz(w.x | w.z);
    for (const auto &a : bonds) {
      const int n = 32 - __builtin_clz(a.x | a.z);
      for (int s = 1 - n; s < m; s++) {
        const uint32_t ux = s > 0 ? a.x << s : a.x, uz = s > 0 ? a.z << s : a.z;
        const uint32_t vx = s < 0 ? w.x << -s : w.x, vz = s < 0 ? w.z << -s : w.z;
        if (!(__builtin_popcount((ux & vz) ^ (uz & vx)) & 1)) continue;
        const uint32_t x = ux ^ vx, z = uz ^ vz;
        const int phase = (__builtin_popcount(a.x & a.z) + __builtin_popcount(w.x & w.z) +
                           2 * __builtin_popcount(uz & vx) - __builtin_popcount(x & z)) & 3;
        const int low = __builtin_ctz(x | z);
        const int32_t weight = s < 0 ? -low : s - low;
        sums.add(x >> low, z >> low, (phase == 1 ? 2 : -2) * a.c * w.c, weight);
      }
    }
  }
  std::vector<Word> next;
  for (size_t p = 0; p < sums.tables.size(); p++) {
    sums.empty(p);
    for (const auto &slot : sums.tables[p].slots) {
      if (slot.zeroth != 0) exit(2);
      if (slot.first != 0) next.push_back({slot.x, slot.z, slot.first});
    }
  }
  return next;
}

int main(int argc, char **argv) {
  FILE *file = argc > 1 ? fopen(argv[1], "r") : nullptr;
  int upto = 0, count = 0;
  if (!file || fscanf(file, "%d %d", &upto, &count) != 2) return 1;
  std::vector<Word> bonds(count);
  for (auto &a : bonds) {
    long long c;
    if (fscanf(file, "%u %u %lld", &a.x, &a.z, &c) != 3) return 1;
    a.c = c;
  }
  for (char order[16]; fgets(order, sizeof order, stdin);) {
    const clock_t start = clock();
    std::vector<Word> q = bonds, last;
    for (int k = 2; k <= upto; k++) {
      last = step(bonds, q);
      if (k < upto) q.swap(last);
    }
    const double seconds = double(clock() - start) / CLOCKS_PER_SEC;
    if (order[0] == 'r') {
      printf("{\"result\":[");
      for (size_t i = 0; i < q.size(); i++)
        printf("%s[%u,%u,%lld]", i ? "," : "", q[i].x, q[i].z, (long long)q[i].c);
      printf("]}\n");
    } else
      printf("{\"seconds\":%.9f}\n", seconds);
    fflush(stdout);
  }
}
