package org.tosc.backends.machines.x86.manual;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.x86.manual.Encoding.Space;

/// All rows, and where decoding finds them: by space, map, opcode and prefix. Where several rows
/// share these, the first that fits is it.
public final class Manual {
  private static final int PREFIXES = 4;
  private static final int OPCODES = 256;
  private static final int MAPS = 4;

  private static final List<Row> ROWS =
      RowReader.read(
          List.of(
              IntegerRows.ARITHMETIC,
              IntegerRows.SHIFTS,
              IntegerRows.ONE_BYTE,
              IntegerRows0F.TWO_BYTES,
              IntegerRows0F.VEX,
              SseRows.MAP_0F,
              SseRows.MAP_0F38,
              SseRows.MAP_0F3A,
              AvxRows.MAP_0F,
              AvxRows.MAP_0F38,
              AvxRows.MAP_0F3A,
              MaskRows.ROWS,
              Avx512Rows0F.ROWS,
              Avx512Rows0F38.LOWER,
              Avx512Rows0F38.UPPER,
              Avx512Rows0F3A.ROWS,
              UnmodelledRows.ROWS,
              UnmodelledVectorRows.ROWS));

  private static final List<List<Row>> INDEX = index();

  private Manual() {}

  /// Every row.
  public static List<Row> rows() {
    return ROWS;
  }

  /// The rows of an opcode.
  ///
  /// @param prefix as VEX.pp counts
  public static List<Row> at(Space space, int map, int opcode, int prefix) {
    return INDEX.get(((space.number() * MAPS + map) * OPCODES + opcode) * PREFIXES + prefix);
  }

  private static List<List<Row>> index() {
    List<List<Row>> index = new ArrayList<>();
    for (int i = 0; i < Space.values().length * MAPS * OPCODES * PREFIXES; i++) {
      index.add(new ArrayList<>());
    }
    for (Row row : ROWS) {
      Encoding e = row.encoding();
      for (int prefix = 0; prefix < PREFIXES; prefix++) {
        if (e.prefix() == Encoding.ANY || e.prefix() == prefix) {
          int place = (e.space().number() * MAPS + e.map()) * OPCODES + e.opcode();
          index.get(place * PREFIXES + prefix).add(row);
        }
      }
    }
    index.replaceAll(List::copyOf);
    return List.copyOf(index);
  }
}
