package org.tosc.backends.x86.asm;

/// What an instruction writes under a mask, `zmm1{k2}{z}`.
///
/// @param to a vector register, a mask register or memory
/// @param mask `k1` … `k7`
/// @param zeroing whether the other lanes become 0; they keep what they hold otherwise
public record Masked(Operand to, Mask mask, boolean zeroing) implements Operand {
  public Masked {
    boolean canBeMasked =
        switch (to) {
          case Vec _, Mask _, Mem _ -> true;
          case Gpr _, Tile _, Imm _, Label _, Masked _, Rounding _ -> false;
        };
    if (!canBeMasked) {
      throw new IllegalArgumentException(to + " is not written under a mask");
    }
    if (zeroing && to instanceof Mem) {
      throw new IllegalArgumentException("lanes of memory are kept, not made 0");
    }
    if (mask.number() == 0) {
      throw new IllegalArgumentException("k0 is no mask of an instruction");
    }
  }

  @Override
  public long kind() {
    long decorations = zeroing ? Kind.UNDER_MASK | Kind.ZEROING : Kind.UNDER_MASK;
    return (to.kind() & ~Kind.UNMASKED) | decorations;
  }

  @Override
  public String toString() {
    return to + AssemblyText.mask(this);
  }
}
