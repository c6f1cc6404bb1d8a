package org.tosc.backends.snitch.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tosc.backends.snitch.asm.Assembler;
import org.tosc.backends.snitch.asm.Assembly;
import org.tosc.tir.source.Source;

/// Every row of the processor's own list of encodings, from words to text and back. What the text
/// must be is worked out here from the list alone: which bits are free, and whether the result is
/// an integer.
class EncodingListTest {
  private static final int ROUNDS = 40;

  /// What the list does not say: these are written in snitch.md 2.2 … 2.5, 2.7.
  private static final Map<String, String> WRITTEN =
      Map.ofEntries(
          Map.entry("dmsrc", "x15 x20"),
          Map.entry("dmdst", "x15 x20"),
          Map.entry("dmcpyi", "x7 x15 u20"),
          Map.entry("dmcpy", "x7 x15 x20"),
          Map.entry("dmstati", "x7 u20"),
          Map.entry("dmstat", "x7 x20"),
          Map.entry("dmstr", "x15 x20"),
          Map.entry("dmrep", "x15"),
          Map.entry("dmmcast", "x15"),
          Map.entry("frep.o", "x15 length stagger mask"),
          Map.entry("irep", "x15 imm stagger mask5"),
          Map.entry("scfgri", "x7 imm"),
          Map.entry("scfgwi", "x15 imm"),
          Map.entry("scfgr", "x7 x20"),
          Map.entry("scfgw", "x15 x20"),
          Map.entry("flt.d.copift", "f7 f15 f20"),
          Map.entry("fcvt.d.w.copift", "f7 f15 rm"),
          Map.entry("fcvt.d.wu.copift", "f7 f15 rm"));

  private static final Set<String> COMPARISONS =
      Set.of(
          "feq", "flt", "fle", "fclass", "vfclass", "vfeq", "vfne", "vflt", "vfge", "vfle", "vfgt");

  private static final Set<String> INTEGERS = Set.of("x", "xu", "w", "wu", "l", "lu");
  private static final String[] X =
      ("zero ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11"
              + " t3 t4 t5 t6")
          .split(" ", -1);
  private static final String[] F =
      ("ft0 ft1 ft2 ft3 ft4 ft5 ft6 ft7 fs0 fs1 fa0 fa1 fa2 fa3 fa4 fa5 fa6 fa7 fs2 fs3 fs4 fs5"
              + " fs6 fs7 fs8 fs9 fs10 fs11 ft8 ft9 ft10 ft11")
          .split(" ", -1);
  private static final String[] ROUNDING = {"rne", "rtz", "rdn", "rup", "rmm", "?", "?", ""};

  private record Row(
      String mnemonic, int match, int mask, boolean hasIntegerResult, boolean isDecoded) {
    static Row of(String line) {
      String[] cells = line.split(",", -1);
      return new Row(
          cells[0],
          Integer.parseUnsignedInt(cells[1].substring(2), 16),
          Integer.parseUnsignedInt(cells[2].substring(2), 16),
          cells[11].equals("yes"),
          cells[4].equals("yes"));
    }

    boolean isFree(int high, int low) {
      int bits = (-1 >>> (31 - high + low)) << low;
      return (mask & bits) == 0;
    }
  }

  private static List<Row> rows() throws IOException {
    try (InputStream in = EncodingListTest.class.getResourceAsStream("encodings.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(Row::of).toList();
    }
  }

  @Test
  void everyRowBothWays() throws IOException {
    Random random = new Random(6);
    List<String> wrong = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    List<Integer> words = new ArrayList<>();
    List<Row> rows = rows();
    assertEquals(520, rows.size());
    for (Row row : rows) {
      for (int i = 0; i < ROUNDS; i++) {
        int word = word(row, random);
        String expected = text(row, word);
        words.add(word);
        text.append(expected).append('\n');
        if (!readings(word).contains(expected)) {
          wrong.add("%08x is %s, not %s".formatted(word, readings(word), expected));
        }
      }
    }
    assertEquals(List.of(), wrong);
    Assembly assembly = Assembler.assemble(new Source("all.s", text.toString()));
    assertEquals(List.of(), assembly.diagnostics());
    byte[] bytes = assembly.object().sections().getFirst().bytes();
    List<String> lines = text.toString().lines().toList();
    for (int i = 0; i < words.size(); i++) {
      int found = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4 * i);
      if (found != words.get(i)) {
        wrong.add("%s is %08x, not %08x".formatted(lines.get(i), found, words.get(i)));
      }
    }
    assertEquals(List.of(), wrong);
  }

  /// What a word may mean, whatever the formats in use.
  private static List<String> readings(int word) {
    return Stream.of(
            new Alternatives(false, false),
            new Alternatives(true, false),
            new Alternatives(false, true),
            new Alternatives(true, true))
        .map(formats -> Decoder.of(formats).instruction(word))
        .flatMap(Optional::stream)
        .map(Instruction::toString)
        .distinct()
        .toList();
  }

  private static int word(Row row, Random random) {
    while (true) {
      int word = row.match | (random.nextInt() & ~row.mask);
      int rm = word >>> 12 & 7;
      boolean isLoop = row.mnemonic.equals("frep.o") || row.mnemonic.equals("irep");
      boolean isReserved = row.isFree(14, 12) && !isLoop && (rm == 5 || rm == 6);
      // Bit 31 of a loop is for streams that end it, which is another instruction for us.
      boolean isOther = row.mnemonic.equals("frep.o") && word < 0;
      // With these bits it is another row of the list.
      boolean isCopift = row.mnemonic.startsWith("scfg") && row.isFree(31, 31) && word < 0;
      if (!isReserved && !isOther && !isCopift) {
        return word;
      }
    }
  }

  private static String text(Row row, int word) {
    List<String> operands = new ArrayList<>();
    String plan = WRITTEN.getOrDefault(row.mnemonic, "");
    for (String field : plan.isEmpty() ? fields(row) : List.of(plan.split(" ", -1))) {
      String operand = operand(field, word);
      if (!operand.isEmpty()) {
        operands.add(operand);
      }
    }
    return row.mnemonic + " " + String.join(", ", operands);
  }

  private static List<String> fields(Row row) {
    String[] names = row.mnemonic.split("\\.", -1);
    if (names[0].matches("f[ls]a?[hb]")) {
      return List.of(
          names[0].startsWith("fl") ? "f7" : "f20", names[0].startsWith("fl") ? "load" : "store");
    }
    boolean isIntegerResult =
        COMPARISONS.contains(names[0]) || (names.length > 2 && INTEGERS.contains(names[1]));
    if (row.isDecoded) {
      assertEquals(row.hasIntegerResult, isIntegerResult, row.mnemonic);
    }
    List<String> fields = new ArrayList<>();
    fields.add(isIntegerResult ? "x7" : "f7");
    fields.add(names.length > 2 && INTEGERS.contains(names[2]) ? "x15" : "f15");
    if (row.isFree(24, 20)) {
      fields.add("f20");
    }
    if (row.isFree(31, 27)) {
      fields.add("f27");
    }
    if (row.isFree(14, 12)) {
      fields.add("rm");
    }
    return fields;
  }

  private static String operand(String field, int word) {
    return switch (field.charAt(0)) {
      case 'x' -> X[word >>> Integer.parseInt(field.substring(1)) & 31];
      case 'f' -> F[word >>> Integer.parseInt(field.substring(1)) & 31];
      case 'u' -> "" + (word >>> 20 & 31);
      default ->
          switch (field) {
            case "imm" -> "" + (word >>> 20);
            case "length" -> "" + ((word >>> 20 & 0x7ff) + 1);
            case "stagger" -> "" + (word >>> 12 & 7);
            case "mask" -> "" + (word >>> 8 & 15);
            case "mask5" -> "" + (word >>> 7 & 31);
            case "rm" -> ROUNDING[word >>> 12 & 7];
            case "load" -> (word >> 20) + "(" + X[word >>> 15 & 31] + ")";
            default -> ((word >> 25 << 5) + (word >>> 7 & 31)) + "(" + X[word >>> 15 & 31] + ")";
          };
    };
  }
}
