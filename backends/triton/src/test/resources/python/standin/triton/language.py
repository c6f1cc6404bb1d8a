"""The part of triton.language that tosc writes."""
import builtins
import enum

import numpy as np

np.seterr(all="ignore")


class PropagateNan(enum.Enum):
    NONE = 0
    ALL = 1


class constexpr:
    pass


# Element types.


def _to_bf16(x):
    bits = np.ascontiguousarray(x, np.float32).view(np.uint32)
    rounded = (bits + np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))) >> np.uint32(16)
    return np.where(np.isnan(x), np.uint32(0x7FC0), rounded).astype(np.uint16)


def _from_bf16(bits):
    return (bits.astype(np.uint32) << np.uint32(16)).view(np.float32)


def _table(exponents, mantissas, bias, finite):
    numbers = np.empty(256, np.float32)
    for bits in builtins.range(256):
        sign = -1.0 if bits & 128 else 1.0
        e, m = (bits >> mantissas) & ((1 << exponents) - 1), bits & ((1 << mantissas) - 1)
        top = (1 << exponents) - 1
        if e == top and not finite:
            numbers[bits] = sign * np.inf if m == 0 else np.nan
        elif e == top and m == (1 << mantissas) - 1 and finite:
            numbers[bits] = np.nan
        elif e == 0:
            numbers[bits] = sign * m * 2.0 ** (1 - bias - mantissas)
        else:
            numbers[bits] = sign * (1 + m / (1 << mantissas)) * 2.0 ** (e - bias)
    return numbers


_E4M3, _E5M2 = _table(4, 3, 7, True), _table(5, 2, 15, False)


def _to_table(numbers):
    finite = [(float(numbers[b]), b) for b in builtins.range(128) if np.isfinite(numbers[b])]
    values, codes = np.array([v for v, _ in finite]), np.array([c for _, c in finite], np.uint8)
    nan = next(b for b in builtins.range(128) if np.isnan(numbers[b]))

    def encode(x):
        x = np.asarray(x, np.float64)
        size = np.minimum(np.abs(x), values[-1])
        high = np.clip(np.searchsorted(values, size), 1, len(values) - 1)
        below, above = size - values[high - 1], values[high] - size
        up = (above < below) | ((above == below) & (codes[high] % 2 == 0))
        code = np.where(up, codes[high], codes[high - 1])
        code = np.where(np.isnan(x), nan, code).astype(np.uint8)
        return np.where(np.signbit(x), code | 128, code).astype(np.uint8)

    return encode


_to_e4m3, _to_e5m2 = _to_table(_E4M3), _to_table(_E5M2)


class dtype:
    """An element type: how NumPy computes with it, and how it lies in memory."""

    def __init__(self, name, kind, bits, compute, storage=None, encode=None, decode=None):
        self.name, self.kind, self.bits, self.compute = name, kind, bits, compute
        self.storage = storage or compute
        self.encode = encode or (lambda x: x.astype(self.storage))
        self.decode = decode or (lambda x: x.astype(self.compute))

    def __repr__(self):
        return self.name

    def round(self, x):
        x = np.asarray(x)
        return x.astype(self.compute) if self.storage is self.compute else self.decode(self.encode(x))


int1 = dtype("int1", 0, 1, np.bool_)
int8, int16 = dtype("int8", 1, 8, np.int8), dtype("int16", 1, 16, np.int16)
int32, int64 = dtype("int32", 1, 32, np.int32), dtype("int64", 1, 64, np.int64)
uint8, uint16 = dtype("uint8", 1, 8, np.uint8), dtype("uint16", 1, 16, np.uint16)
uint32, uint64 = dtype("uint32", 1, 32, np.uint32), dtype("uint64", 1, 64, np.uint64)
float16, float32, float64 = dtype("fp16", 2, 16, np.float16), dtype("fp32", 2, 32, np.float32), dtype("fp64", 2, 64, np.float64)
bfloat16 = dtype("bf16", 2, 16, np.float32, np.uint16, _to_bf16, _from_bf16)
float8e4nv = dtype("fp8e4nv", 2, 8, np.float32, np.uint8, _to_e4m3, lambda b: _E4M3[b])
float8e5 = dtype("fp8e5", 2, 8, np.float32, np.uint8, _to_e5m2, lambda b: _E5M2[b])
_UNSIGNED = (uint8, uint16, uint32, uint64)


def _joined(a, b):
    if a is b:
        return a
    if a.kind != b.kind:
        return a if a.kind > b.kind else b
    if a.kind == 2:
        if {a, b} == {float16, bfloat16}:
            return float16
        return a if a.bits > b.bits else b if b.bits > a.bits else float32
    if a.bits != b.bits:
        return a if a.bits > b.bits else b
    return a if a in _UNSIGNED else b


# Tiles.


def _number(x):
    return isinstance(x, (builtins.bool, builtins.int, builtins.float))


class tensor:
    __array_priority__ = 1000

    def __init__(self, data, dt):
        self.data, self.dtype = np.asarray(data), dt
        for size in self.data.shape:
            _power(size)

    @property
    def shape(self):
        return self.data.shape

    def to(self, dt, bitcast=False):
        if bitcast:
            if dt.bits != self.dtype.bits:
                raise TypeError(f"bit cast of {self.dtype} to {dt}")
            return tensor(dt.decode(np.ascontiguousarray(self.dtype.encode(self.data)).view(dt.storage)).reshape(self.shape), dt)
        if self.dtype.kind == 2 and dt.kind == 1:
            return tensor(np.trunc(self.data).astype(dt.compute), dt)
        return tensor(dt.round(self.data), dt)

    def __getitem__(self, index):
        for part in index if isinstance(index, tuple) else (index,):
            if not (part is None or part == slice(None)):
                raise TypeError("tiles are indexed by [:, None] only")
        return tensor(self.data[index], self.dtype)

    def __bool__(self):
        raise TypeError("a tile is no condition")

    def __index__(self):
        return builtins.int(self.data)

    __add__ = lambda a, b: b.__radd__(a) if isinstance(b, pointer) else _binary(np.add, a, b)
    __radd__ = lambda a, b: _binary(np.add, b, a)
    __sub__ = lambda a, b: _binary(np.subtract, a, b)
    __rsub__ = lambda a, b: _binary(np.subtract, b, a)
    __mul__ = lambda a, b: _binary(np.multiply, a, b)
    __rmul__ = lambda a, b: _binary(np.multiply, b, a)
    __truediv__ = lambda a, b: _binary(np.divide, a, b)
    __rtruediv__ = lambda a, b: _binary(np.divide, b, a)
    __floordiv__ = lambda a, b: _binary(_quotient, a, b)
    __rfloordiv__ = lambda a, b: _binary(_quotient, b, a)
    __mod__ = lambda a, b: _binary(np.fmod, a, b)
    __rmod__ = lambda a, b: _binary(np.fmod, b, a)
    __and__ = lambda a, b: _binary(np.bitwise_and, a, b)
    __or__ = lambda a, b: _binary(np.bitwise_or, a, b)
    __xor__ = lambda a, b: _binary(np.bitwise_xor, a, b)
    __lshift__ = lambda a, b: _binary(np.left_shift, a, b)
    __rshift__ = lambda a, b: _binary(np.right_shift, a, b)
    __eq__ = lambda a, b: _binary(np.equal, a, b, True)
    __ne__ = lambda a, b: _binary(np.not_equal, a, b, True)
    __lt__ = lambda a, b: _binary(np.less, a, b, True)
    __le__ = lambda a, b: _binary(np.less_equal, a, b, True)
    __gt__ = lambda a, b: _binary(np.greater, a, b, True)
    __ge__ = lambda a, b: _binary(np.greater_equal, a, b, True)
    __hash__ = None


def _power(n):
    if n <= 0 or n & (n - 1):
        raise ValueError(f"a tile of {n} elements, which is no power of two")


def _quotient(a, b):
    return np.trunc(np.true_divide(a, b)).astype(np.result_type(a, b))


def _type(*args):
    tiles = [a.dtype for a in args if isinstance(a, tensor)]
    made = tiles[0]
    for dt in tiles[1:]:
        made = _joined(made, dt)
    for number in args:
        if _number(number) and isinstance(number, builtins.float) and made.kind < 2:
            made = float32
        elif _number(number) and not isinstance(number, builtins.bool) and made.kind < 1:
            made = int32
    return made


def _data(x, dt):
    if isinstance(x, tensor):
        return x.data if x.dtype is dt else dt.round(x.data)
    return dt.round(np.asarray(x))


def _binary(fn, a, b, truth=False):
    dt = _type(a, b)
    made = fn(_data(a, dt), _data(b, dt))
    return tensor(made, int1) if truth else tensor(dt.round(made), dt)


def _tile(x):
    """What Triton makes of a number where it needs a tile."""
    if isinstance(x, tensor):
        return x
    if isinstance(x, builtins.bool):
        return tensor(np.bool_(x), int1)
    return tensor(np.int32(x), int32) if isinstance(x, builtins.int) else tensor(np.float32(x), float32)


# Memory.


class _Launch:
    grid, pid, number = (1, 1, 1), (0, 0, 0), 0
    shadows = {}


def begin(grid):
    _Launch.grid, _Launch.shadows, _Launch.number = grid, {}, 0


def enter(pid):
    _Launch.pid, _Launch.number = pid, _Launch.number + 1


def end():
    _Launch.shadows = {}


def argument(value):
    return pointer(value.storage, value.dtype.tl) if hasattr(value, "storage") else value


class pointer:
    def __init__(self, buffer, dt, offset=0):
        self.buffer, self.dtype, self.offset = buffer, dt, offset

    def __add__(self, more):
        if isinstance(more, tensor):
            if more.dtype.kind != 1:
                raise TypeError(f"an offset of {more.dtype}")
            more = more.data.astype(np.int64)
        return pointer(self.buffer, self.dtype, self.offset + more)

    __radd__ = __add__

    def at(self, mask):
        offset = np.asarray(self.offset, np.int64)
        if mask is None:
            live = np.ones(offset.shape, bool)
        else:
            if mask.dtype is not int1:
                raise TypeError(f"a mask of {mask.dtype}")
            live = mask.data
            if np.broadcast_shapes(live.shape, offset.shape) != offset.shape:
                raise ValueError(f"a mask of shape {live.shape} for pointers of shape {offset.shape}")
            live = np.broadcast_to(live, offset.shape)
        outside = live & ((offset < 0) | (offset >= self.buffer.size))
        if outside.any():
            raise IndexError(f"program {_Launch.pid}: element {builtins.int(offset[outside].flat[0])} of a buffer of {self.buffer.size}")
        return offset, live

    def shadow(self):
        memory = self.buffer
        while isinstance(memory.base, np.ndarray):
            memory = memory.base
        key = memory.__array_interface__["data"][0]
        if key not in _Launch.shadows:
            _Launch.shadows[key] = np.zeros(memory.nbytes, np.int32), memory
        return _Launch.shadows[key][0]


def load(p, mask=None, other=None, **_):
    if other is not None and mask is None:
        raise ValueError("other without mask")
    offset, live = p.at(mask)
    writer = p.shadow()
    read = offset[live] * p.buffer.itemsize
    foreign = (writer[read] != 0) & (writer[read] != _Launch.number)
    if foreign.any():
        raise RuntimeError(f"race: program {_Launch.pid} reads element {builtins.int(offset[live][foreign].flat[0])}, which another has written")
    dt = p.dtype
    made = np.full(live.shape, np.nan if dt.kind == 2 else 0x55, dt.compute)
    if other is not None:
        made = np.broadcast_to(_data(other, dt), live.shape).copy()
    made[live] = dt.decode(p.buffer[offset[live]])
    return tensor(made, dt)


def store(p, value, mask=None, **_):
    offset, live = p.at(mask)
    value = _tile(value)
    data = np.broadcast_to(_data(value, p.dtype), live.shape)
    writer = p.shadow()
    written = offset[live] * p.buffer.itemsize
    foreign = (writer[written] != 0) & (writer[written] != _Launch.number)
    if foreign.any():
        raise RuntimeError(f"race: program {_Launch.pid} writes element {builtins.int(offset[live][foreign].flat[0])}, which another has written")
    writer[written] = _Launch.number
    p.buffer[offset[live]] = p.dtype.encode(data[live])


def debug_barrier():
    pass


# What makes tiles.


def program_id(axis):
    return _Launch.pid[axis]


def num_programs(axis):
    return _Launch.grid[axis]


def cdiv(a, b):
    return -(-a // b)


def arange(start, end):
    return tensor(np.arange(start, end, dtype=np.int32), int32)


def full(shape, value, dt):
    data = value.data if isinstance(value, tensor) else np.asarray(value)
    return tensor(np.full(shape, dt.round(data), dt.compute), dt)


def zeros(shape, dtype):
    return full(shape, 0, dtype)


def broadcast_to(x, shape):
    return tensor(np.broadcast_to(x.data, shape), x.dtype)


def expand_dims(x, axis):
    return tensor(np.expand_dims(x.data, axis), x.dtype)


def trans(x):
    return tensor(x.data.T, x.dtype)


def reshape(x, shape):
    return tensor(x.data.reshape(shape), x.dtype)


# Element by element.


def where(condition, a, b):
    if isinstance(condition, tensor) and condition.dtype is not int1:
        raise TypeError(f"a condition of {condition.dtype}")
    a, b = _tile(a) if _number(a) and _number(b) else a, b
    dt = _type(a, b)
    return tensor(np.where(_tile(condition).data, _data(a, dt), _data(b, dt)), dt)


def _extreme(keeping, ignoring):
    def of(a, b, propagate_nan=PropagateNan.NONE):
        a, b = _tile(a), _tile(b)
        dt = _joined(a.dtype, b.dtype)
        made = float32 if dt is bfloat16 else dt
        fn = keeping if propagate_nan is PropagateNan.ALL or dt.kind != 2 else ignoring
        return tensor(fn(_data(a, made), _data(b, made)), made)

    return of


maximum, minimum = _extreme(np.maximum, np.fmax), _extreme(np.minimum, np.fmin)


def _float(fn, *types):
    def of(x):
        if not isinstance(x, tensor) or x.dtype not in types:
            raise TypeError(f"expected a tile of {types}, found {getattr(x, 'dtype', x)}")
        return tensor(fn(x.data.astype(np.float64)).astype(x.dtype.compute), x.dtype)

    return of


exp, log, sqrt = (_float(f, float32, float64) for f in (np.exp, np.log, np.sqrt))
exp2, log2 = _float(np.exp2, float32, float64), _float(np.log2, float32, float64)
sin, cos = _float(np.sin, float32, float64), _float(np.cos, float32, float64)
floor, ceil = _float(np.floor, float32, float64), _float(np.ceil, float32, float64)
sqrt_rn = _float(np.sqrt, float32)


def abs(x):
    return tensor(np.abs(x.data), x.dtype)


def div_rn(a, b):
    if a.dtype is not float32 or b.dtype is not float32:
        raise TypeError(f"div_rn of {a.dtype} and {b.dtype}")
    return tensor(a.data / b.data, float32)


def _to_odd(sum_, error):
    """The sum of two numbers of float64, rounded to odd: so that rounding again is rounding once."""
    bits = np.ascontiguousarray(sum_).view(np.int64)
    inexact = np.isfinite(sum_) & (error != 0) & (bits % 2 == 0)
    toward = np.where(error > 0, np.inf, -np.inf)
    return np.where(inexact, np.nextafter(sum_, toward), sum_)


def _two_sum(a, b):
    s = a + b
    t = s - a
    return s, (a - (s - t)) + (b - t)


def _exact_fma(a, b, c):
    from fractions import Fraction

    plain = a * b + c
    if not (np.isfinite(a) and np.isfinite(b) and np.isfinite(c)):
        return plain
    exact = Fraction(builtins.float(a)) * Fraction(builtins.float(b)) + Fraction(builtins.float(c))
    if exact == 0:
        return plain
    try:
        return builtins.float(exact)
    except OverflowError:
        return np.inf if exact > 0 else -np.inf


def fma(a, b, c):
    a, b, c = _tile(a), _tile(b), _tile(c)
    dt = _joined(_joined(a.dtype, b.dtype), c.dtype)
    x, y, z = (np.asarray(_data(v, dt), np.float64) for v in (a, b, c))
    if dt is float64:
        return tensor(np.vectorize(_exact_fma, otypes=[np.float64])(x, y, z), dt)
    s, error = _two_sum(x * y, z)
    return tensor(dt.round(_to_odd(s, np.where(np.isfinite(error), error, 0.0)).astype(dt.compute)), dt)


# Along an axis.


def _fold(fn, x, axis, keep_dims):
    return tensor(fn(x.data, axis=axis, keepdims=keep_dims), x.dtype)


def sum(x, axis=None, keep_dims=False):
    made = np.sum(x.data.astype(np.float64) if x.dtype.kind == 2 else x.data, axis=axis, keepdims=keep_dims)
    return tensor(x.dtype.round(made), x.dtype)


def max(x, axis=None, keep_dims=False):
    return _fold(np.fmax.reduce if x.dtype.kind == 2 else np.max, x, axis, keep_dims)


def min(x, axis=None, keep_dims=False):
    return _fold(np.fmin.reduce if x.dtype.kind == 2 else np.min, x, axis, keep_dims)


def reduce(x, axis, fn, keep_dims=False):
    data = x.data
    while data.shape[axis] > 1:
        half = data.shape[axis] // 2
        low, high = np.split(data, [half], axis)
        data = fn(tensor(low, x.dtype), tensor(high, x.dtype)).data
    return tensor(data if keep_dims else np.squeeze(data, axis), x.dtype)


def dot(a, b, acc=None, input_precision=None, out_dtype=float32, **_):
    if a.data.ndim != 2 or b.data.ndim != 2 or a.shape[1] != b.shape[0]:
        raise ValueError(f"dot of {a.shape} and {b.shape}")
    if builtins.min(a.shape + b.shape) < 16:
        raise ValueError(f"dot of tiles below 16: {a.shape} and {b.shape}")
    if a.dtype is not b.dtype or (a.dtype.kind == 1) != (out_dtype is int32):
        raise TypeError(f"dot of {a.dtype} and {b.dtype} as {out_dtype}")
    wide = np.int64 if out_dtype is int32 else np.float64
    made = a.data.astype(wide) @ b.data.astype(wide)
    if acc is not None:
        if acc.dtype is not out_dtype:
            raise TypeError(f"dot adds to {acc.dtype}")
        made = made + acc.data
    return tensor(made.astype(out_dtype.compute), out_dtype)


_E2M1 = np.array([0, 0.5, 1, 1.5, 2, 3, 4, 6, -0.0, -0.5, -1, -1.5, -2, -3, -4, -6])


def _scaled(x, scale, fmt, axis):
    if fmt != "e2m1" or x.dtype is not uint8:
        raise TypeError(f"scaled {x.dtype} as {fmt}")
    pair = np.stack([_E2M1[x.data & 15], _E2M1[x.data >> 4]], axis=axis + 1)
    shape = list(x.shape)
    shape[axis] *= 2
    scales = _E4M3[scale.data] if scale.dtype is uint8 else scale.data
    scales = np.repeat(scales if axis == 1 else scales.T, 16, axis)
    return pair.reshape(shape) * scales


def dot_scaled(a, a_scale, a_format, b, b_scale, b_format, acc=None, **_):
    made = _scaled(a, a_scale, a_format, 1) @ _scaled(b, b_scale, b_format, 0)
    return tensor((made if acc is None else acc.data + made).astype(np.float32), float32)


def range(*args, **_):
    return builtins.range(*args)


def static_range(*args, **_):
    return builtins.range(*args)


def static_assert(condition, message=""):
    assert condition, message
