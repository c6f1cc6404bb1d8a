package org.tosc.backends.x86.asm;

import org.jspecify.annotations.Nullable;

/// Memory: `[base + index·scale + displacement]`, or a place relative to the next instruction.
///
/// ```java
/// Mem.of(512, Gpr.RSI, 64)                    // zmmword ptr [rsi+64]
/// Mem.of(32, Gpr.RSI, Gpr.RCX, 4, 0).broadcast() // dword ptr [rsi+rcx*4]{1to16}
/// ```
///
/// @param bits how many are accessed; of a broadcast or a gather, how many of one element
/// @param isBroadcast whether one element stands for all lanes
/// @param index a general-purpose register but `rsp`, or the vector of a gather
/// @param scale 1, 2, 4 or 8
/// @param label what the displacement counts from; no registers then
public record Mem(
    int bits,
    boolean isBroadcast,
    @Nullable Gpr base,
    @Nullable Register index,
    int scale,
    int displacement,
    @Nullable Label label)
    implements Operand {
  public Mem {
    if (base != null && base.bits() != 64) {
      throw new IllegalArgumentException("an address begins at 64 bits, not at " + base);
    }
    if (index != null) {
      checkIndex(index);
    }
    if (Integer.bitCount(scale) != 1 || scale < 1 || scale > 8) {
      throw new IllegalArgumentException("no index is multiplied by " + scale);
    }
    if (label != null && (base != null || index != null)) {
      throw new IllegalArgumentException("a place relative to the code has no registers");
    }
  }

  /// Number 4 means that there is no index (Intel SDM volume 2, table 2-3).
  private static void checkIndex(Register index) {
    boolean isGeneral = index instanceof Gpr g && g.bits() == 64 && g.number() != Gpr.RSP.number();
    if (!isGeneral && !(index instanceof Vec)) {
      throw new IllegalArgumentException(index.text() + " is no index");
    }
  }

  public static Mem of(int bits, Gpr base, int displacement) {
    return new Mem(bits, false, base, null, 1, displacement, null);
  }

  public static Mem of(int bits, Gpr base, Register index, int scale, int displacement) {
    return new Mem(bits, false, base, index, scale, displacement, null);
  }

  /// What stands at a label.
  public static Mem at(int bits, Label label) {
    return new Mem(bits, false, null, null, 1, 0, label);
  }

  /// One element for all lanes.
  public Mem broadcast() {
    return new Mem(bits, true, base, index, scale, displacement, label);
  }

  /// The same place read or written with another width.
  public Mem as(int width) {
    return new Mem(width, isBroadcast, base, index, scale, displacement, label);
  }

  /// Where an instruction writes only the lanes of a mask.
  public Masked masked(Mask mask) {
    return new Masked(this, mask, false);
  }

  @Override
  public long kind() {
    long place =
        index instanceof Vec v
            ? Kind.gather(bits, v.bits(), v.number() >= 16)
            : isBroadcast ? Kind.broadcast(bits) : Kind.memory(bits);
    return place | Kind.UNMASKED;
  }

  @Override
  public String toString() {
    return AssemblyText.memory(this);
  }
}
