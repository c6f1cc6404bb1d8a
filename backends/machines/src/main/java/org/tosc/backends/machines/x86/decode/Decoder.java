package org.tosc.backends.machines.x86.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.isa.Decoded;
import org.tosc.backends.machines.x86.isa.Fault;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Operand;
import org.tosc.backends.machines.x86.manual.Encoding;
import org.tosc.backends.machines.x86.manual.Encoding.Space;
import org.tosc.backends.machines.x86.manual.Manual;
import org.tosc.backends.machines.x86.manual.Row;
import org.tosc.backends.machines.x86.manual.Trait;

/// Decodes 64-bit code. Total: every string of bytes is an instruction or a fault that says why
/// not.
public final class Decoder {
  /// No instruction is longer (SDM volume 2, 2.3.11).
  public static final int LONGEST = 15;

  private Decoder() {}

  /// The instruction that begins at `at`; bytes from `limit` on do not exist.
  public static Decoded decode(byte[] code, int at, int limit) {
    var bytes = new Bytes(code, at, limit);
    var prefixes = new PrefixReader(bytes);
    Decoded decoded = decode(bytes, prefixes);
    if (bytes.ranOut()) {
      return bytes.tooLong() ? TOO_LONG : TRUNCATED;
    }
    return decoded;
  }

  private static final Fault TOO_LONG =
      new Fault(Fault.Kind.TOO_LONG, "an instruction has at most 15 bytes");
  private static final Fault TRUNCATED =
      new Fault(Fault.Kind.TRUNCATED, "the bytes end within the instruction");
  private static final Fault UNDEFINED =
      new Fault(Fault.Kind.UNDEFINED, "no instruction has this opcode");
  private static final Fault NOT_MODELLED =
      new Fault(Fault.Kind.UNMODELLED, "this model does not have the instruction");
  private static final Fault LOCKED =
      new Fault(Fault.Kind.PREFIX, "LOCK stands before an instruction that cannot be locked");

  private static Decoded decode(Bytes bytes, PrefixReader prefixes) {
    int first = prefixes.readLegacy();
    Fields fields = new Fields(bytes, prefixes);
    Fault fault = fields.readOpcode(first);
    if (fault != null) {
      return fault;
    }
    List<Row> rows = Manual.at(fields.space, fields.map, fields.opcode, fields.prefix);
    if (rows.isEmpty()) {
      return UNDEFINED;
    }
    if (rows.getFirst().encoding().hasModrm()) {
      fields.readModrm();
    }
    Row row = choose(rows, fields);
    if (row == null) {
      return UNDEFINED;
    }
    if (row.has(Trait.UNMODELLED)) {
      return NOT_MODELLED;
    }
    return instruction(row, fields, bytes);
  }

  private static @Nullable Row choose(List<Row> rows, Fields fields) {
    int length = fields.vectorLengthBits;
    for (Row row : rows) {
      Encoding e = row.encoding();
      // EVEX.b with registers takes L'L for rounding; the vector has 512 bits (2.7.8).
      int bits = fields.registerWithB() && Checks.rounds(row) ? 2 : length;
      if (e.fits(fields.w ? 1 : 0, fields.b, bits, fields.modrm)) {
        return row;
      }
    }
    return null;
  }

  private static Decoded instruction(Row row, Fields fields, Bytes bytes) {
    fields.choose(row);
    var operands = new OperandReader(row, fields, bytes);
    List<Operand> list = operands.read();
    if (bytes.ranOut()) {
      return TRUNCATED;
    }
    if (fields.prefixes.lock && !(row.has(Trait.LOCK) && fields.hasModrm && fields.modrm < 0xC0)) {
      return LOCKED;
    }
    Fault fault = fields.space == Space.LEGACY ? null : Checks.check(row, fields, list);
    if (fault != null) {
      return fault;
    }
    return new Instruction(
        row,
        bytes.length(),
        fields.operandSize,
        fields.vectorLength,
        list,
        fields.prefixes(row),
        fields.mask,
        fields.zeroing,
        fields.rounding(row));
  }
}
