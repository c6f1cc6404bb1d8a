"""A million appends to one string, and a million pieces joined."""


def bench():
    s = ""
    for i in range(1_000_000):
        s += str(i % 1000)
        s += ","
    parts = []
    for i in range(1_000_000):
        parts.append(f"item {i}")
    joined = "; ".join(parts)
    checksum = len(s) + len(joined)
    for i in range(0, len(joined), 1000):
        checksum = (checksum * 31 + ord(joined[i])) % 1_000_000_007
    return checksum


if __name__ == "__main__":
    print(bench())
