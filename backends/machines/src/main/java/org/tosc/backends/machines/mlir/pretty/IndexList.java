package org.tosc.backends.machines.mlir.pretty;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Draft;
import org.tosc.backends.machines.mlir.syntax.Parser;
import org.tosc.backends.machines.mlir.syntax.Parser.Name;

/// `[1, %a, 3]`: numbers that the text knows, and values for those that it does not.
///
/// @param numbers all of them, [Type#DYNAMIC] where a value stands
record IndexList(List<Name> values, Attribute numbers) {
  static IndexList read(Parser in) {
    return read(in, "[", "]");
  }

  static IndexList read(Parser in, String open, String close) {
    List<Name> values = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    in.expect(open);
    while (!in.at(close)) {
      if (in.cursor().atValue()) {
        values.add(in.value());
        numbers.add(Type.DYNAMIC);
        if (in.accept(":")) {
          in.type();
        }
      } else {
        numbers.add(in.integer());
      }
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect(close);
    return new IndexList(
        values, Draft.integers(64, numbers.stream().mapToLong(Long::longValue).toArray()));
  }
}
