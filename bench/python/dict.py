"""Counting in dictionaries: 4 million words out of 5,000, and 4 million integers out of 100,000."""


def bench():
    words = []
    for i in range(5000):
        words.append(f"word{i}")
    seed = 12345
    by_word = {}
    for _ in range(4_000_000):
        seed = (seed * 1103515245 + 12345) % 2147483648
        w = words[(seed >> 8) % 5000]
        by_word[w] = by_word.get(w, 0) + 1
    by_number = {}
    for _ in range(4_000_000):
        seed = (seed * 1103515245 + 12345) % 2147483648
        n = (seed >> 8) % 100_000
        by_number[n] = by_number.get(n, 0) + 1
    checksum = len(by_word) + len(by_number)
    for count in by_word.values():
        checksum = (checksum * 31 + count) % 1_000_000_007
    for n, count in by_number.items():
        checksum = (checksum * 31 + n * count) % 1_000_000_007
    return checksum


if __name__ == "__main__":
    print(bench())
