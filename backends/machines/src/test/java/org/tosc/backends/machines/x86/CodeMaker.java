package org.tosc.backends.machines.x86;

import java.util.List;
import java.util.random.RandomGenerator;
import org.tosc.backends.machines.x86.manual.Encoding;
import org.tosc.backends.machines.x86.manual.Manual;
import org.tosc.backends.machines.x86.manual.Row;

/// Makes strings of 15 bytes that begin like instructions: rows of the manual with fields by
/// chance, most of them as they must be, and opcodes by chance.
public final class CodeMaker {
  public static final int LENGTH = 15;
  private static final int[] PREFIXES = {
    0x66, 0x66, 0x67, 0x67, 0xF2, 0xF3, 0xF0, 0x2E, 0x36, 0x3E, 0x26, 0x64, 0x65, 0x48, 0x41
  };
  private static final int[] EDGES = {0, 1, 0x7F, 0x80, 0xFF, 0x25, 0x24, 0x05, 0xC0, 0x90};
  private static final int[] LEGACY_PREFIX = {-1, 0x66, 0xF3, 0xF2};

  private final RandomGenerator random;
  private final byte[] code = new byte[LENGTH];
  private int at;

  public CodeMaker(RandomGenerator random) {
    this.random = random;
  }

  public byte[] next() {
    at = 0;
    if (often(4)) {
      List<Row> rows = Manual.rows();
      row(rows.get(random.nextInt(rows.size())).encoding());
    } else {
      anything();
    }
    while (at < LENGTH) {
      put(often(2) ? random.nextInt(256) : EDGES[random.nextInt(EDGES.length)]);
    }
    return code.clone();
  }

  /// True nine times of ten, say, for 10.
  private boolean often(int n) {
    return random.nextInt(n) != 0;
  }

  private void put(int b) {
    if (at < LENGTH) {
      code[at++] = (byte) b;
    }
  }

  private void prefixes() {
    while (!often(3)) {
      put(PREFIXES[random.nextInt(PREFIXES.length)]);
    }
  }

  private void anything() {
    prefixes();
    switch (random.nextInt(8)) {
      case 0 -> put(random.nextInt(256));
      case 1 -> map(1);
      case 2 -> map(2);
      case 3 -> map(3);
      case 4 -> {
        put(0xC4);
        put(random.nextInt(8) << 5 | 1 + random.nextInt(3));
      }
      default -> {
        // Well formed, so that rows which the tables lack are met, too.
        put(0x62);
        put(0xF0 | 1 + random.nextInt(3));
        put(random.nextInt(2) << 7 | vvvv() << 3 | 4 | random.nextInt(4));
        put(random.nextInt(3) << 5 | 8);
        put(random.nextInt(256));
      }
    }
  }

  private void map(int map) {
    if (map > 0) {
      put(0x0F);
    }
    if (map > 1) {
      put(map == 2 ? 0x38 : 0x3A);
    }
  }

  private void row(Encoding e) {
    switch (e.space()) {
      case LEGACY -> legacy(e);
      case VEX -> vex(e);
      case EVEX -> evex(e);
    }
    if (e.hasModrm()) {
      modrm(e);
    }
  }

  private void legacy(Encoding e) {
    prefixes();
    if (e.prefix() > 0 && often(20)) {
      put(LEGACY_PREFIX[e.prefix()]);
    }
    boolean w = e.w() == Encoding.ANY ? !often(4) : e.w() == 1;
    if (w || !often(3)) {
      put(0x40 | (w ? 8 : 0) | random.nextInt(8));
    }
    map(e.map());
    put(e.opcode());
  }

  private int w(Encoding e) {
    return e.w() == Encoding.ANY || !often(20) ? random.nextInt(2) : e.w();
  }

  private int length(Encoding e, int count) {
    return e.length() < 0 || !often(20) ? random.nextInt(count) : e.length();
  }

  private int prefix(Encoding e) {
    return e.prefix() == Encoding.ANY || !often(40) ? random.nextInt(4) : e.prefix();
  }

  /// Inverted: mostly all ones where no operand needs it.
  private int vvvv() {
    return often(2) ? 15 : random.nextInt(16);
  }

  private void vex(Encoding e) {
    if (!often(20)) {
      prefixes();
    }
    int last = vvvv() << 3 | length(e, 2) << 2 | prefix(e);
    if (e.map() == 1 && random.nextBoolean()) {
      put(0xC5);
      put(random.nextInt(2) << 7 | last);
    } else {
      put(0xC4);
      put((often(3) ? 7 : random.nextInt(8)) << 5 | e.map());
      put(w(e) << 7 | last);
    }
    put(e.opcode());
  }

  private void evex(Encoding e) {
    if (!often(20)) {
      prefixes();
    }
    put(0x62);
    int high = often(2) ? 15 : random.nextInt(16);
    put(high << 4 | e.map() | (often(100) ? 0 : 8));
    put(w(e) << 7 | vvvv() << 3 | (often(100) ? 4 : 0) | prefix(e));
    int mask = random.nextInt(8);
    int zeroing = mask != 0 && random.nextBoolean() ? 1 : 0;
    int b = random.nextInt(4) == 0 ? 1 : 0;
    int v2 = often(4) ? 1 : 0;
    put(
        often(30)
            ? zeroing << 7 | length(e, often(10) ? 3 : 4) << 5 | b << 4 | v2 << 3 | mask
            : random.nextInt(256));
    put(e.opcode());
  }

  private void modrm(Encoding e) {
    int modrm = random.nextInt(256);
    if (e.modrm() != Encoding.ANY) {
      modrm = e.modrm();
    }
    if (e.digit() != Encoding.ANY && often(20)) {
      modrm = (modrm & 0xC7) | e.digit() << 3;
    }
    if (e.mod() != Encoding.ANY && often(20)) {
      modrm = e.mod() == Encoding.REGISTER ? modrm | 0xC0 : (modrm & 0x3F) | random.nextInt(3) << 6;
    }
    put(modrm);
  }
}
