package org.tosc.backends.triton.tiling;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Builder;
import org.tosc.backends.triton.block.Fn;
import org.tosc.backends.triton.block.Op;
import org.tosc.backends.triton.block.Pointer;
import org.tosc.backends.triton.block.Tile;
import org.tosc.tir.ir.Scalar;

/// Reads numbers of blocks: the integers of a block by its scale, in registers.
///
/// | format | bytes | scale | integers |
/// |---|---|---|---|
/// | `q8_0` | 34 | `f16` at 0 | 32 bytes behind it |
/// | `q4_0` | 18 | `f16` at 0 | 16 bytes: number `j` in the low bits of byte `j`, `j + 16` in the high ones, 8 more than it is |
/// | `nvfp4` | 9 | `e4m3` at 0 | 8 bytes: numbers `2j` and `2j + 1` as `e2m1` |
record Packed(Builder b, Memory memory) {
  Tile read(Buffer buffer, Addresses.Address at) {
    Tile place = at.base() == null ? at.offset() : b.apply(Fn.ADD, at.offset(), at.base());
    Scalar format = buffer.element();
    Tile size = b.whole(format.blockSize());
    Tile block = b.apply("block", Fn.QUOTIENT, place, size);
    Tile within = b.apply("within", Fn.REMAINDER, place, size);
    return switch (format) {
      case Q8_0 -> q8(buffer, block, within, at.mask());
      case Q4_0 -> q4(buffer, block, within, at.mask());
      case NVFP4 -> fp4(buffer, block, within, at.mask());
      case I1, I4, I8, I16, I32, I64, U8, U16, U32, U64, INDEX ->
          throw new IllegalArgumentException(format + " has no blocks");
      case F8E4M3, F8E5M2, F16, BF16, F32, F64 ->
          throw new IllegalArgumentException(format + " has no blocks");
    };
  }

  private Tile bytes(
      Buffer buffer, Scalar as, Tile block, long size, Tile at, @Nullable Tile mask) {
    Tile offset = b.apply(Fn.ADD, b.apply(Fn.MUL, block, b.whole(size)), at);
    return b.load(buffer.name(), memory.pointer(buffer, as), null, offset, mask);
  }

  /// The scale in front of a block, of two bytes.
  private Tile half(Buffer buffer, Tile block, @Nullable Tile mask) {
    long halves = buffer.element().blockBytes() / Short.BYTES;
    Pointer scales = memory.pointer(buffer, Scalar.F16);
    Tile at = b.apply(Fn.MUL, block, b.whole(halves));
    return b.cast(b.load(buffer.name() + "_scale", scales, null, at, mask), Scalar.F32);
  }

  private Tile q8(Buffer buffer, Tile block, Tile within, @Nullable Tile mask) {
    Tile at = b.apply(Fn.ADD, within, b.whole(Short.BYTES));
    Tile whole = bytes(buffer, Scalar.I8, block, buffer.element().blockBytes(), at, mask);
    return b.apply(Fn.MUL, b.cast(whole, Scalar.F32), half(buffer, block, mask));
  }

  private Tile q4(Buffer buffer, Tile block, Tile within, @Nullable Tile mask) {
    Tile half = b.whole(16);
    Tile at = b.apply(Fn.ADD, b.apply(Fn.REMAINDER, within, half), b.whole(Short.BYTES));
    Tile pair = bytes(buffer, Scalar.U8, block, buffer.element().blockBytes(), at, mask);
    Tile shift = b.apply(Fn.MUL, b.apply(Fn.QUOTIENT, within, half), b.whole(4));
    Tile four = four(pair, shift);
    Tile number = b.cast(b.apply(Fn.SUB, four, b.whole(8)), Scalar.F32);
    return b.apply(Fn.MUL, number, half(buffer, block, mask));
  }

  private Tile four(Tile pair, Tile shift) {
    Tile wide = b.cast(pair, Scalar.I32);
    return b.apply(Fn.AND, b.apply(Fn.SHR, wide, shift), b.whole(15));
  }

  private Tile fp4(Buffer buffer, Tile block, Tile within, @Nullable Tile mask) {
    long size = buffer.element().blockBytes();
    Tile two = b.whole(2);
    Tile at = b.apply(Fn.ADD, b.apply(Fn.QUOTIENT, within, two), b.whole(1));
    Tile pair = bytes(buffer, Scalar.U8, block, size, at, mask);
    Tile bits = four(pair, b.apply(Fn.MUL, b.apply(Fn.REMAINDER, within, two), b.whole(4)));
    Tile scale = bytes(buffer, Scalar.F8E4M3, block, size, b.whole(0), mask);
    return b.apply(Fn.MUL, e2m1(bits), b.cast(scale, Scalar.F32));
  }

  /// 0, ½, 1, 1½, 2, 3, 4, 6 and their negatives: the bits as those of an `f32` whose exponent is
  /// too small by 126, which a product mends.
  private Tile e2m1(Tile bits) {
    Tile sign = b.apply(Fn.SHL, b.apply(Fn.AND, bits, b.whole(8)), b.whole(28));
    Tile size = b.apply(Fn.SHL, b.apply(Fn.AND, bits, b.whole(7)), b.whole(22));
    Tile tiny = b.let("", new Op.Bitcast(b.apply(Fn.OR, sign, size), Scalar.F32));
    return b.apply(Fn.MUL, tiny, b.real(Scalar.F32, 0x1p126));
  }
}
