"""An integer loop of 10^8 rounds: multiply, add, mask."""


def bench():
    s = 0
    for i in range(100_000_000):
        s = (s * 31 + i) & 0xFFFFFF
    return s


if __name__ == "__main__":
    print(bench())
