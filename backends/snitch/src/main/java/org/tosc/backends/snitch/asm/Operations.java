package org.tosc.backends.snitch.asm;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.asm.Statement.Operation;
import org.tosc.backends.snitch.isa.Atomic;
import org.tosc.backends.snitch.isa.Names;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.Opcodes;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// Writes instructions into the current section.
final class Operations {
  private final Pass pass;

  Operations(Pass pass) {
    this.pass = pass;
  }

  void run(Operation operation) {
    if (!pass.current().hasBytes()) {
      String name = pass.current().name();
      pass.faults().operand(operation.span(), "`" + name + "` holds zeros, no instructions");
      return;
    }
    pass.mark(operation.span());
    if (new AddressForms(pass, operation).run()) {
      return;
    }
    Optional<List<Operation>> meaning = Pseudo.expand(operation);
    if (meaning.isPresent()) {
      meaning.get().forEach(this::plain);
    } else {
      plain(operation);
    }
  }

  /// An instruction of the tables.
  private void plain(Operation operation) {
    for (int order = 3; order >= 0; order--) {
      Opcode opcode = opcode(operation.mnemonic(), Names.order(order));
      if (opcode != null && (order == 0 || opcode instanceof Atomic)) {
        new Encoding(pass, operation, opcode, order).write();
        return;
      }
    }
    pass.faults().add(unknown(operation));
  }

  private static @Nullable Opcode opcode(String mnemonic, String suffix) {
    return mnemonic.endsWith(suffix)
        ? Opcodes.find(mnemonic.substring(0, mnemonic.length() - suffix.length())).orElse(null)
        : null;
  }

  private static Diagnostic unknown(Operation operation) {
    String mnemonic = operation.mnemonic();
    if (Pseudo.isKnown(mnemonic)) {
      return Diagnostic.of(
          Code.E1602,
          operation.span(),
          "`%s` takes %s".formatted(mnemonic, Pseudo.usage(mnemonic)));
    }
    Diagnostic unknown =
        Diagnostic.of(
            Code.E1601, operation.name(), "`" + mnemonic + "` is no instruction of Snitch");
    return Suggestions.nearest(mnemonic)
        .map(
            meant ->
                unknown.fix(
                    "write `" + meant + "`", List.of(new Diagnostic.Edit(operation.name(), meant))))
        .orElse(unknown);
  }
}
