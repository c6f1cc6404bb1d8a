package org.tosc.backends.x86.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Operands for all forms of all instructions: each register and each shape of address, beside
/// others at random.
final class Samples {
  /// An instruction, not yet written.
  @SuppressWarnings("ArrayRecordComponent") // samples are never compared
  record Sample(Opcode opcode, Operand[] operands) {}

  private static final int[] EDGES = {
    0, 1, -1, 16, 127, 128, -128, -129, 1024, -1024, 0x1234, Integer.MAX_VALUE, Integer.MIN_VALUE
  };
  private static final long[] CONSTANTS = {
    0,
    1,
    2,
    7,
    -1,
    127,
    128,
    -128,
    -129,
    255,
    256,
    32767,
    -32768,
    65535,
    65536,
    -65536,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xFFFF_FFFFL,
    0x1_0000_0000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final SplittableRandom random;

  Samples(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static List<Opcode> opcodes() {
    return Stream.of(Opcode.class.getPermittedSubclasses())
        .flatMap(type -> Stream.of(type.getEnumConstants()))
        .map(Opcode.class::cast)
        .toList();
  }

  /// For each form `rounds` times each operand through all that it may be.
  List<Sample> of(Opcode opcode, int rounds) {
    List<Sample> samples = new ArrayList<>();
    for (Form form : opcode.forms().all()) {
      if (form.isRelative()) {
        continue;
      }
      if (form.operands().length == 0) {
        samples.add(new Sample(opcode, new Operand[0]));
      }
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < form.operands().length; i++) {
          for (Operand value : values(form, i)) {
            Operand[] operands = others(form, i, value);
            if (operands != null) {
              samples.add(new Sample(opcode, operands));
            }
          }
        }
      }
    }
    return samples;
  }

  /// One sample of each form.
  List<Sample> few(Opcode opcode, int perForm) {
    List<Sample> samples = new ArrayList<>();
    for (Form form : opcode.forms().all()) {
      if (form.isRelative()) {
        continue;
      }
      for (int i = 0; i < (form.operands().length == 0 ? 1 : perForm); i++) {
        Operand[] operands = others(form, -1, Rounding.AS_SET);
        if (operands != null) {
          samples.add(new Sample(opcode, operands));
        }
      }
    }
    return samples;
  }

  private Operand @Nullable [] others(Form form, int chosen, Operand value) {
    Operand[] operands = new Operand[form.operands().length];
    for (int i = 0; i < operands.length; i++) {
      List<Operand> values = values(form, i);
      operands[i] = i == chosen ? value : values.get(random.nextInt(values.size()));
      operands[i] = decorated(operands[i], form.operands()[i].accepts());
    }
    return form.isDistinct() && !areDistinct(operands) ? null : operands;
  }

  private static boolean areDistinct(Operand[] operands) {
    List<Integer> numbers = new ArrayList<>();
    for (Operand operand : operands) {
      Operand inner = operand instanceof Masked m ? m.to() : operand;
      if (inner instanceof Register r) {
        numbers.add(r.number());
      } else if (inner instanceof Mem m && m.index() instanceof Vec v) {
        numbers.add(v.number());
      }
    }
    return numbers.stream().distinct().count() == numbers.size();
  }

  private Operand decorated(Operand operand, long accepts) {
    boolean masks = (accepts & Kind.UNDER_MASK) != 0;
    boolean always = (accepts & Kind.UNMASKED) == 0;
    if (!masks || operand instanceof Rounding || (!always && random.nextInt(4) == 0)) {
      return operand;
    }
    boolean canZero = (accepts & Kind.ZEROING) != 0 && !(operand instanceof Mem);
    boolean zeroing = canZero && random.nextBoolean();
    return new Masked(operand, new Mask(1 + random.nextInt(7)), zeroing);
  }

  /// What an operand of a form may be, without decorations.
  private List<Operand> values(Form form, int operand) {
    long accepts = form.operands()[operand].accepts();
    List<Operand> all = new ArrayList<>();
    for (int bits = 8; bits <= 64; bits *= 2) {
      boolean any = (accepts & Kind.gpr(bits)) != 0;
      for (int n = 0; n < 16; n++) {
        Gpr g = Gpr.of(bits, n);
        if (any || (accepts & g.kind()) != 0) {
          all.add(g);
        }
      }
    }
    for (int bits = 128; bits <= 512; bits *= 2) {
      for (int n = 0; n < Vec.COUNT; n++) {
        if ((accepts & Kind.vector(bits, n >= 16)) != 0) {
          all.add(Vec.of(bits, n));
        }
      }
    }
    for (int n = 0; n < Mask.COUNT && (accepts & Kind.MASK) != 0; n++) {
      all.add(new Mask(n));
    }
    for (int n = 0; n < Tile.COUNT && (accepts & Kind.TILE) != 0; n++) {
      all.add(new Tile(n));
    }
    memory(form, operand, all);
    for (long c : CONSTANTS) {
      if ((accepts & Kind.constant(c)) != 0) {
        all.add(Imm.of(c));
      }
    }
    for (Rounding r : Rounding.values()) {
      if ((accepts & r.kind()) != 0) {
        all.add(r);
      }
    }
    return all;
  }

  private void memory(Form form, int operand, List<Operand> all) {
    long accepts = form.operands()[operand].accepts();
    if (form.operands()[operand].takesAnyMemory()) {
      addresses(8, 1, all);
      return;
    }
    for (int bits = 8; bits <= 512; bits *= 2) {
      if ((accepts & Kind.memory(bits)) != 0) {
        addresses(bits, form.memoryBits() / 8, all);
      }
      if (bits >= 16 && bits <= 64 && (accepts & Kind.broadcast(bits)) != 0) {
        List<Operand> plain = new ArrayList<>();
        addresses(bits, bits / 8, plain);
        plain.forEach(m -> all.add(((Mem) m).broadcast()));
      }
    }
    gathers(form, accepts, all);
  }

  private void addresses(int bits, int unit, List<Operand> all) {
    for (int base = 0; base < 16; base++) {
      for (int edge : EDGES) {
        all.add(Mem.of(bits, Gpr.of(64, base), edge));
      }
      for (int steps : new int[] {1, -1, 127, 128, -128, -129}) {
        all.add(Mem.of(bits, Gpr.of(64, base), steps * unit));
      }
      Gpr index = Gpr.of(64, base == 4 ? 12 : base);
      all.add(Mem.of(bits, Gpr.of(64, random.nextInt(16)), index, 1 << random.nextInt(4), edge()));
      all.add(Mem.of(bits, Gpr.of(64, base), anyIndex(), 1 << random.nextInt(4), edge()));
      all.add(new Mem(bits, false, null, index, 2 << random.nextInt(3), edge(), null));
    }
    all.add(new Mem(bits, false, null, null, 1, edge(), null));
  }

  private Gpr anyIndex() {
    int number = random.nextInt(16);
    return Gpr.of(64, number == 4 ? 5 : number);
  }

  private int edge() {
    return EDGES[random.nextInt(EDGES.length)];
  }

  private void gathers(Form form, long accepts, List<Operand> all) {
    for (int bits = 32; bits <= 64; bits *= 2) {
      for (int width = 128; width <= 512; width *= 2) {
        for (int n = 0; n < Vec.COUNT; n++) {
          if ((accepts & Kind.gather(bits, width, n >= 16)) != 0) {
            Gpr base = Gpr.of(64, random.nextInt(16));
            int scale = 1 << random.nextInt(4);
            all.add(Mem.of(bits, base, Vec.of(width, n), scale, edge()));
            all.add(Mem.of(bits, base, Vec.of(width, n), scale, form.memoryBits() / 8 * 127));
          }
        }
      }
    }
  }
}
