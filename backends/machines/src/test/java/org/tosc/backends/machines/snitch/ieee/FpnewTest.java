package org.tosc.backends.machines.snitch.ieee;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What FPnew's RTL gave when it was simulated (cvfpu a8e0cba, the configuration of Snitch's
/// compute cores): lanes, boxes, dot products, and all that [Semantics] lists.
///
/// Lines are an operation (`v…` on lanes), the formats, the rounding, three registers, the result
/// and the flags. Operands that an operation does not have are what the core sends then.
class FpnewTest {
  private final FloatUnit unit = new FloatUnit(Semantics.FPNEW);
  private final VectorUnit lanes = new VectorUnit(unit);

  private record Line(
      String name,
      FloatFormat from,
      FloatFormat to,
      Rounding rounding,
      long a,
      long b,
      long c,
      long result,
      int flags) {
    static Line of(String text) {
      String[] part = text.split(" ", -1);
      return new Line(
          part[0],
          FloatFormat.valueOf(part[1]),
          FloatFormat.valueOf(part[2]),
          Rounding.valueOf(part[3]),
          Long.parseUnsignedLong(part[4], 16),
          Long.parseUnsignedLong(part[5], 16),
          Long.parseUnsignedLong(part[6], 16),
          Long.parseUnsignedLong(part[7], 16),
          Integer.parseInt(part[8], 16));
    }
  }

  @Test
  void sameAsTheHardware() throws IOException {
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("fpnew.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(3600, text.lines().count());
      text.lines().forEach(this::check);
    }
  }

  private void check(String text) {
    Line line = Line.of(text);
    unit.setFlags(0);
    long result = result(line);
    assertEquals(
        Long.toHexString(line.result) + " flags " + line.flags,
        Long.toHexString(result) + " flags " + unit.flags(),
        text);
  }

  private long result(Line line) {
    String name = line.name;
    return switch (name) {
      case "MADD", "MSUB", "NMSUB", "NMADD" -> fused(line, Fused.valueOf(name));
      case "vMADD", "vMSUB", "vNMSUB", "vNMADD" ->
          lanes.multiplyAdd(
              Fused.valueOf(name.substring(1)), line.from, line.rounding, line.a, line.b, line.c);
      case "EQUAL", "LESS", "LESS_EQUAL" ->
          unit.compare(
                  Relation.valueOf(name),
                  line.from,
                  line.from.unbox(line.a),
                  line.from.unbox(line.b))
              ? 1
              : 0;
      case "vEQUAL", "vNOT_EQUAL", "vLESS", "vGREATER_EQUAL", "vLESS_EQUAL", "vGREATER" ->
          lanes.compare(Relation.valueOf(name.substring(1)), line.from, line.a, line.b);
      case "class" -> unit.classify(line.from, line.from.unbox(line.a));
      case "vclass" -> lanes.classify(line.from, line.a);
      case "cvt" ->
          line.to.box(unit.convert(line.from, line.to, line.rounding, line.from.unbox(line.a)));
      case "vcvt", "vcvtu" ->
          lanes.convert(line.from, line.to, line.rounding, name.endsWith("u"), line.a);
      case "cpka", "cpkb", "cpkc", "cpkd" ->
          lanes.pack(
              line.from, line.to, line.rounding, name.charAt(3) - 'a', line.c, line.a, line.b);
      case "dot", "ndot" ->
          lanes.dot(
              line.from, line.to, line.rounding, name.startsWith("n"), line.c, line.a, line.b);
      case "sumex", "nsumex" ->
          lanes.sumWidening(
              line.from, line.to, line.rounding, name.startsWith("n"), line.c, line.a);
      case "sum", "nsum" ->
          lanes.sum(line.from, line.rounding, name.startsWith("n"), line.c, line.a);
      default -> name.contains(".") ? withIntegers(line) : binary(line);
    };
  }

  private long fused(Line line, Fused fused) {
    long a = line.from.unbox(line.a);
    long b = line.from.unbox(line.b);
    long c = line.to.unbox(line.c);
    return line.to.box(
        line.from == line.to
            ? unit.multiplyAdd(fused, line.from, line.rounding, a, b, c)
            : unit.multiplyAddWidening(line.from, line.to, line.rounding, a, b, c));
  }

  private long withIntegers(Line line) {
    String name = line.name;
    IntFormat format = IntFormat.valueOf(name.substring(name.indexOf('.') + 1));
    return switch (name.substring(0, name.indexOf('.'))) {
      case "to" -> unit.toInteger(line.from, format, line.rounding, line.from.unbox(line.a));
      case "vto" -> lanes.toIntegers(line.from, format, line.rounding, line.a);
      case "of" -> line.to.box(unit.fromInteger(format, line.to, line.rounding, line.a));
      default -> lanes.fromIntegers(format, line.to, line.rounding, line.a);
    };
  }

  /// Sums have their operands in the second and third place.
  private long binary(Line line) {
    boolean vector = line.name.startsWith("v");
    Binary operation = Binary.valueOf(vector ? line.name.substring(1) : line.name);
    boolean sum = operation == Binary.ADD || operation == Binary.SUBTRACT;
    long a = sum ? line.b : line.a;
    long b = sum ? line.c : line.b;
    if (vector) {
      return lanes.apply(operation, line.from, line.rounding, a, b);
    }
    long x = line.from.unbox(a);
    long y = line.from.unbox(b);
    return line.to.box(
        line.from == line.to
            ? unit.apply(operation, line.from, line.rounding, x, y)
            : unit.multiplyWidening(line.from, line.to, line.rounding, x, y));
  }
}
