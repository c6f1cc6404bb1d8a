package org.tosc.tir.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.OpRow;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.ir.Value;

/// Holds one operation against its row. Each check gives the complaint, or null.
public final class RowCheck {
  private RowCheck() {}

  public static @Nullable String operandsAndAttributes(
      Op op, List<Value> operands, Attributes attributes) {
    String complaint = operands(op, operands);
    return complaint != null ? complaint : attributes(op, attributes);
  }

  static @Nullable String results(
      Op op, List<Value> operands, Attributes attributes, List<Type> results) {
    return switch (op.row().results()) {
      case OpRow.Results.Declared(var types, boolean many) -> {
        if (!many && results.size() != 1) {
          yield op.mnemonic() + " gives one result, found " + results.size();
        }
        for (Type type : results) {
          if (!types.contains(type)) {
            yield op.mnemonic() + " gives " + types.words() + ", found " + type;
          }
        }
        yield null;
      }
      case OpRow.Results.Inferred(TypeRule rule) ->
          inferred(op, rule, operands, attributes, results);
    };
  }

  private static @Nullable String inferred(
      Op op, TypeRule rule, List<Value> operands, Attributes attributes, List<Type> results) {
    try {
      List<Type> expected = rule.infer(Value.types(operands), attributes);
      return expected.equals(results)
          ? null
          : op.mnemonic() + " gives " + expected + ", found " + results;
    } catch (TypeRule.Mismatch mismatch) {
      return op.mnemonic() + ": " + mismatch.words();
    }
  }

  private static @Nullable String operands(Op op, List<Value> operands) {
    OpRow row = op.row();
    if (operands.size() < row.minOperands()) {
      return op.mnemonic()
          + " takes "
          + row.operands().size()
          + " operands, found "
          + operands.size();
    }
    for (int i = 0; i < operands.size(); i++) {
      OpRow.Operand expected = row.operandAt(i);
      if (expected == null) {
        return op.mnemonic()
            + " takes "
            + row.operands().size()
            + " operands, found "
            + operands.size();
      }
      Type found = operands.get(i).type();
      if (!expected.types().contains(found)) {
        return "operand `"
            + expected.name()
            + "` of "
            + op.mnemonic()
            + " must be "
            + expected.types().words()
            + ", found "
            + found;
      }
    }
    return null;
  }

  private static @Nullable String attributes(Op op, Attributes attributes) {
    for (OpRow.Attr attr : op.row().attributes()) {
      if (attr.required() && !attributes.has(attr.name())) {
        return op.mnemonic() + " needs attribute `" + attr.name() + "`: " + attr.doc();
      }
    }
    for (var entry : attributes.asMap().entrySet()) {
      OpRow.Attr attr = op.row().attribute(entry.getKey());
      if (attr == null) {
        return op.mnemonic() + " has no attribute `" + entry.getKey() + "`";
      }
      if (!attr.kind().accepts(entry.getValue())) {
        return "attribute `"
            + attr.name()
            + "` of "
            + op.mnemonic()
            + " must be "
            + attr.kind().words()
            + ", found "
            + entry.getValue();
      }
    }
    return null;
  }
}
