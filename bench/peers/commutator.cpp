// [A, B] of Pauli strings on up to 31 sites in plain C++: all pairs, one sort.
//   commutator FILE   reads `count x z c …` of A and of B; a line of standard input makes one run.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <vector>

struct Word {
  uint32_t x, z;
  int64_t c;
};
struct Sum {
  uint64_t key;
  int64_t c;
};

static std::vector<Word> read(FILE *file) {
  size_t count = 0;
  if (fscanf(file, "%zu", &count) != 1) return {};
  std::vector<Word> words(count);
  for (auto &w : words) {
    long long c;
    if (fscanf(file, "%u %u %lld", &w.x, &w.z, &c) != 3) return {};
    w.c = c;
  }
  return words;
}

static std::vector<Sum> commutator(const std::vector<Word> &a, const std::vector<Word> &b) {
  std::vector<Sum> sums;
  sums.reserve(a.size() * b.size() / 2);
  for (const auto &p : a) {
    for (const auto &q : b) {
      if (!(__builtin_popcount((p.x & q.z) ^ (p.z & q.x)) & 1)) continue;
      const uint32_t x = p.x ^ q.x, z = p.z ^ q.z;
      const int phase = (__builtin_popcount(p.x & p.z) + __builtin_popcount(q.x & q.z) +
                         2 * __builtin_popcount(p.z & q.x) - __builtin_popcount(x & z)) & 3;
      sums.push_back({(uint64_t)x << 32 | z, 2 * p.c * q.c * (phase == 1 ? 1 : -1)});
    }
  }
  std::sort(sums.begin(), sums.end(), [](const Sum &s, const Sum &t) { return s.key < t.key; });
  size_t kept = 0;
  for (size_t i = 0; i < sums.size();) {
    Sum sum = sums[i++];
    for (; i < sums.size() && sums[i].key == sum.key; i++) sum.c += sums[i].c;
    if (sum.c != 0) sums[kept++] = sum;
  }
  sums.resize(kept);
  return sums;
}

int main(int argc, char **argv) {
  FILE *file = argc > 1 ? fopen(argv[1], "r") : nullptr;
  if (!file) return 1;
  const auto a = read(file), b = read(file);
  for (char order[16]; fgets(order, sizeof order, stdin);) {
    const clock_t start = clock();
    const auto sums = commutator(a, b);
    const double seconds = double(clock() - start) / CLOCKS_PER_SEC;
    if (order[0] == 'r') {
      printf("{\"result\":[");
      for (size_t i = 0; i < sums.size(); i++)
        printf("%s[%u,%u,%lld]", i ? "," : "", (uint32_t)(sums[i].key >> 32), (uint32_t)sums[i].key, (long long)sums[i].c);
      printf("]}\n");
    } else
      printf("{\"seconds\":%.9f}\n", seconds);
    fflush(stdout);
  }
}
