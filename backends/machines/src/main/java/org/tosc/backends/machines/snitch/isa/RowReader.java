package org.tosc.backends.machines.snitch.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tosc.backends.machines.snitch.ieee.FloatFormat;
import org.tosc.backends.machines.snitch.isa.FloatOperation.Kind;
import org.tosc.backends.machines.snitch.isa.FloatOperation.Operand;
import org.tosc.backends.machines.snitch.isa.FloatOperation.Rounding;

/// Reads rows of the FPU from text.
///
/// ```text
/// fsub.s     0000100??????????????????1010011 add-   f32      . a b
/// mnemonic   bits                             kind   formats  operands  options
/// ```
///
/// A kind with `-` has its modifier set. Formats are one, or `f16>f32` for what is read and
/// written. Operands are `.` none, `x` a register of the integer core, `a` `b` `c` registers `rs1`
/// `rs2` `rs3`, `r` the lowest element of `rs2` everywhere, `d` register `rd`. Options: `v` on
/// vectors, `x` with a result for the integer core, `i16` how wide integers are, or a fixed
/// rounding mode.
final class RowReader {
  private static final Pattern SPACES = Pattern.compile(" +");

  private RowReader() {}

  static List<Row> read(String table) {
    return table.lines().filter(line -> !line.isBlank()).map(RowReader::row).toList();
  }

  private static Row row(String line) {
    String[] words = SPACES.split(line.trim(), -1);
    return Row.of(words[0], words[1], Layout.R, new Behaviour.FloatCompute(operation(words)));
  }

  private static FloatOperation operation(String[] words) {
    boolean modified = words[2].endsWith("-");
    String kind = modified ? words[2].substring(0, words[2].length() - 1) : words[2];
    int arrow = words[3].indexOf('>');
    FloatFormat target = format(words[3].substring(arrow + 1));
    FloatFormat source = arrow < 0 ? target : format(words[3].substring(0, arrow));
    List<Operand> operands = new ArrayList<>();
    for (int i = 4; i < 7; i++) {
      operands.add(operand(words[i]));
    }
    boolean vector = false;
    boolean toInteger = false;
    int bits = Integer.SIZE;
    Rounding fixed = Rounding.INSTRUCTION;
    for (int i = 7; i < words.length; i++) {
      switch (words[i]) {
        case "v" -> vector = true;
        case "x" -> toInteger = true;
        case "i8" -> bits = Byte.SIZE;
        case "i16" -> bits = Short.SIZE;
        default -> fixed = Rounding.valueOf(words[i].toUpperCase(Locale.ROOT));
      }
    }
    Rounding rounding = vector && fixed == Rounding.INSTRUCTION ? Rounding.DYNAMIC : fixed;
    return new FloatOperation(
        Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        modified,
        source,
        target,
        operands,
        rounding,
        vector,
        toInteger,
        bits);
  }

  private static FloatFormat format(String name) {
    return switch (name) {
      case "f64" -> FloatFormat.BINARY64;
      case "f32" -> FloatFormat.BINARY32;
      case "f16" -> FloatFormat.BINARY16;
      case "f8" -> FloatFormat.E5M2;
      default -> throw new IllegalArgumentException("no format " + name);
    };
  }

  private static Operand operand(String letter) {
    return switch (letter) {
      case "." -> Operand.NONE;
      case "x" -> Operand.INTEGER;
      case "a" -> Operand.RS1;
      case "b" -> Operand.RS2;
      case "r" -> Operand.RS2_REPLICATED;
      case "c" -> Operand.RS3;
      case "d" -> Operand.RD;
      default -> throw new IllegalArgumentException("no operand " + letter);
    };
  }
}
