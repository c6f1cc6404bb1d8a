"""A stand-in for Triton on machines without it: kernels run in CPython over NumPy arrays.

It judges what tosc writes, beside tosc's own machines: every access that the mask does not leave out lies inside of its
buffer, tiles have powers of two, element types follow Triton's rules, and no program reads or writes what another one of the
same launch has written. Lanes that a mask leaves out and nothing stands for are NaN.
"""
import inspect
import itertools

from . import language

choice = 0  # which configuration of a tuned kernel runs


def cdiv(a, b):
    return -(-a // b)


def next_power_of_2(n):
    return 1 << (n - 1).bit_length()


class JITFunction:
    def __init__(self, fn):
        self.fn = fn
        self.__name__ = fn.__name__
        self.parameters = list(inspect.signature(fn).parameters)

    def __call__(self, *args, **kw):
        return self.fn(*args, **kw)

    def __getitem__(self, grid):
        def launch(*args, **kw):
            for hint in ("num_warps", "num_stages", "num_ctas", "maxnreg"):
                kw.pop(hint, None)
            given = dict(zip(self.parameters, args))
            if given.keys() & kw.keys():
                raise TypeError(f"{self.__name__}: {given.keys() & kw.keys()} given twice")
            given.update(kw)
            size = tuple(grid(given) if callable(grid) else grid)
            size = size + (1,) * (3 - len(size))
            language.begin(size)
            bound = {name: language.argument(value) for name, value in given.items()}
            for z, y, x in itertools.product(range(size[2]), range(size[1]), range(size[0])):
                language.enter((x, y, z))
                self.fn(**bound)
            language.end()

        return launch


def jit(fn=None, **_):
    return JITFunction(fn) if fn else JITFunction


class Config:
    def __init__(self, kwargs, num_warps=4, num_stages=3, **_):
        if num_warps & (num_warps - 1):
            raise ValueError(f"{num_warps} warps")
        self.kwargs, self.num_warps, self.num_stages = kwargs, num_warps, num_stages


def autotune(configs, key, **_):
    class Tuned:
        def __init__(self, kernel):
            self.kernel = kernel

        def __getitem__(self, grid):
            chosen = configs[choice % len(configs)].kwargs
            return lambda *args, **kw: self.kernel[grid](*args, **{**chosen, **kw})

    return Tuned
