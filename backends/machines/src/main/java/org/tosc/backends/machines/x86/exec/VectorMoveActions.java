package org.tosc.backends.machines.x86.exec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Register;

/// Moves of vectors and their parts, widening and narrowing, signs to general registers.
final class VectorMoveActions {
  private final Map<String, Action> all = new HashMap<>();

  private VectorMoveActions() {}

  static Map<String, Action> actions() {
    var table = new VectorMoveActions();
    table.whole();
    table.halves();
    table.resized();
    table.signs();
    table.masked();
    for (String name : List.of("vzeroupper", "vzeroall")) {
      table.all.put(name, (c, i) -> clear(c, name.equals("vzeroall") ? 0 : 2));
    }
    return Map.copyOf(table.all);
  }

  private static void clear(Core c, int from) {
    for (int r = 0; r < 16; r++) {
      Arrays.fill(c.vectors, r * 8 + from, r * 8 + 8, 0);
    }
  }

  private void both(String name, Action action) {
    all.put(name, action);
    all.put("v" + name, action);
  }

  private static Action move(int bits) {
    return (c, i) -> c.put(i, c.vector(i, 1, bits), bits);
  }

  private void whole() {
    for (String name : List.of("movups", "movaps", "movntps")) {
      both(name, move(32));
    }
    for (String name : List.of("movupd", "movapd", "movntpd", "movdqa", "movdqu", "lddqu")) {
      both(name, move(64));
    }
    both("movntdq", move(64));
    both("movntdqa", move(64));
    all.put("vmovdqu8", move(8));
    all.put("vmovdqu16", move(16));
    for (String name : List.of("vmovdqa32", "vmovdqu32")) {
      all.put(name, move(32));
    }
    for (String name : List.of("vmovdqa64", "vmovdqu64")) {
      all.put(name, move(64));
    }
    both("movd", (c, i) -> between(c, i, 32));
    both("movq", (c, i) -> between(c, i, 64));
    both("movss", (c, i) -> scalar(c, i, 32));
    both("movsd", (c, i) -> scalar(c, i, 64));
  }

  /// Between a vector register and a general one, memory, or another vector: the rest becomes zero.
  private static void between(Core c, Instruction i, int bits) {
    long value =
        i.operands().get(1) instanceof Register r && r.bytes() > 8
            ? Lanes.get(c.vector(i, 1), bits, 0)
            : c.value(i, 1);
    if (i.operands().getFirst() instanceof Register to && to.bytes() > 8) {
      c.put(i, new long[] {value, 0, 0, 0, 0, 0, 0, 0}, bits);
    } else {
      c.set(i, 0, value);
    }
  }

  /// From memory: the rest becomes zero. Between registers: the rest comes from the first source.
  private static void scalar(Core c, Instruction i, int bits) {
    if (i.operands().getFirst() instanceof Indirect at) {
      if (c.selects(i, 0)) {
        c.memory.store(c.address(at), bits / 8, Lanes.get(c.vector(i, 1), bits, 0));
      }
    } else if (i.operands().get(1) instanceof Indirect) {
      long[] a = c.vector(i, 1, bits);
      Lanes.putScalar(c, i, new long[8], Lanes.get(a, bits, 0), bits);
    } else {
      int n = i.operands().size();
      Lanes.putScalar(c, i, c.vector(i, n - 2), Lanes.get(c.vector(i, n - 1), bits, 0), bits);
    }
  }

  private void halves() {
    for (String type : List.of("ps", "pd")) {
      both("movl" + type, (c, i) -> half(c, i, 0));
      both("movh" + type, (c, i) -> half(c, i, 1));
    }
    both("movhlps", (c, i) -> halfOfRegister(c, i, 1, 0));
    both("movlhps", (c, i) -> halfOfRegister(c, i, 0, 1));
  }

  private static void half(Core c, Instruction i, int which) {
    if (i.operands().getFirst() instanceof Indirect at) {
      c.memory.store(c.address(at), 8, c.vector(i, 1)[which]);
      return;
    }
    int n = i.operands().size();
    long[] r = c.vector(i, n - 2);
    r[which] = c.value(i, n - 1);
    c.put(i, r, 64);
  }

  private static void halfOfRegister(Core c, Instruction i, int from, int to) {
    int n = i.operands().size();
    long[] r = c.vector(i, n - 2);
    r[to] = c.vector(i, n - 1)[from];
    c.put(i, r, 64);
  }

  private void resized() {
    Map<String, Integer> sizes = Map.of("b", 8, "w", 16, "d", 32, "q", 64);
    for (String pair : List.of("bw", "bd", "bq", "wd", "wq", "dq")) {
      int from = sizes.getOrDefault(pair.substring(0, 1), 0);
      int to = sizes.getOrDefault(pair.substring(1), 0);
      both("pmovsx" + pair, Lanes.convert(from, to, (m, a) -> Bits.signed(a, from / 8)));
      both("pmovzx" + pair, Lanes.convert(from, to, (m, a) -> a));
      String back = pair.substring(1) + pair.charAt(0);
      long high = (1L << (from - 1)) - 1;
      all.put("vpmov" + back, narrow(to, from, a -> a));
      all.put(
          "vpmovs" + back,
          narrow(to, from, a -> Math.clamp(Bits.signed(a, to / 8), -high - 1, high)));
      long top = (1L << from) - 1;
      all.put("vpmovus" + back, narrow(to, from, a -> Long.compareUnsigned(a, top) > 0 ? top : a));
    }
  }

  private static Action narrow(int from, int to, LongUnaryOperator f) {
    return (c, i) -> {
      long[] a = c.vector(i, 1);
      long[] r = new long[8];
      for (int e = 0; e < Lanes.count(i, from); e++) {
        Lanes.set(r, to, e, f.applyAsLong(Lanes.get(a, from, e)));
      }
      c.put(i, r, to, Lanes.count(i, from));
    };
  }

  private void signs() {
    both("movmskps", (c, i) -> c.set(i, 0, signBits(c, i, 32)));
    both("movmskpd", (c, i) -> c.set(i, 0, signBits(c, i, 64)));
    both("pmovmskb", (c, i) -> c.set(i, 0, signBits(c, i, 8)));
    both("ptest", (c, i) -> test(c, i, -1));
    all.put("vtestps", (c, i) -> test(c, i, 0x8000_0000_8000_0000L));
    all.put("vtestpd", (c, i) -> test(c, i, Long.MIN_VALUE));
    for (PackedActions.Size s : PackedActions.Size.values()) {
      all.put(
          "vpmov" + s.letter + "2m", (c, i) -> c.masks[maskNumber(i, 0)] = signBits(c, i, s.bits));
      all.put("vpmovm2" + s.letter, (c, i) -> spread(c, i, s.bits));
    }
  }

  private static int maskNumber(Instruction i, int n) {
    return ((Register) i.operands().get(n)).number();
  }

  private static long signBits(Core c, Instruction i, int bits) {
    long[] a = c.vector(i, 1);
    long r = 0;
    for (int e = 0; e < Lanes.count(i, bits); e++) {
      r |= (Lanes.get(a, bits, e) >>> (bits - 1)) << e;
    }
    return r;
  }

  private static void spread(Core c, Instruction i, int bits) {
    long mask = c.masks[maskNumber(i, 1)];
    long[] r = new long[8];
    for (int e = 0; e < Lanes.count(i, bits); e++) {
      Lanes.set(r, bits, e, (mask >>> e & 1) != 0 ? -1 : 0);
    }
    c.put(i, r, bits);
  }

  /// ZF: none of the bits in both; CF: all bits of the second in the first.
  private static void test(Core c, Instruction i, long of) {
    long[] a = c.vector(i, 0);
    long[] b = c.vector(i, 1);
    boolean zero = true;
    boolean carry = true;
    for (int k = 0; k < Lanes.count(i, 64); k++) {
      zero &= (a[k] & b[k] & of) == 0;
      carry &= (~a[k] & b[k] & of) == 0;
    }
    c.flags.logic(0, 8);
    c.flags.zero = zero;
    c.flags.carry = carry;
    c.flags.parity = false;
    c.flags.adjust = false;
  }

  private void masked() {
    for (var e :
        Map.of("vmaskmovps", 32, "vmaskmovpd", 64, "vpmaskmovd", 32, "vpmaskmovq", 64).entrySet()) {
      all.put(e.getKey(), (c, i) -> bySigns(c, i, e.getValue()));
    }
    both("maskmovdqu", VectorMoveActions::bytesBySigns);
  }

  /// Loads or stores the elements whose sign is set in operand 1; the others are not accessed.
  private static void bySigns(Core c, Instruction i, int bits) {
    long[] by = c.vector(i, 1);
    boolean store = i.operands().getFirst() instanceof Indirect;
    Indirect at = (Indirect) i.operands().get(store ? 0 : 2);
    long[] r = store ? c.vector(i, 2) : new long[8];
    for (int e = 0; e < Lanes.count(i, bits); e++) {
      if (Lanes.get(by, bits, e) >>> (bits - 1) != 0) {
        long address = c.address(at) + (long) e * (bits / 8);
        if (store) {
          c.memory.store(address, bits / 8, Lanes.get(r, bits, e));
        } else {
          Lanes.set(r, bits, e, c.memory.load(address, bits / 8));
        }
      }
    }
    if (!store) {
      c.put(i, r, bits);
    }
  }

  private static void bytesBySigns(Core c, Instruction i) {
    long[] a = c.vector(i, 0);
    long[] by = c.vector(i, 1);
    for (int e = 0; e < 16; e++) {
      if (Lanes.get(by, 8, e) >= 0x80) {
        c.memory.store(c.general[Core.RDI] + e, 1, Lanes.get(a, 8, e));
      }
    }
  }
}
