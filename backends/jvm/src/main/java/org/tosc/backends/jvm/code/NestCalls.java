package org.tosc.backends.jvm.code;

import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Value;

/// Emits calls of the methods that nests become. Tiles that the nest writes are copied first,
/// unless nobody else sees them.
final class NestCalls {
  private final MethodEmitter method;
  private final Code code;

  NestCalls(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
  }

  void push(Operation o) {
    NestMethod nest = NestMethod.of(o, method.uses);
    int ins = nest.nest().ins().size();
    int ends = ins + nest.nest().outs().size();
    for (int i = 0; i < o.operands().size(); i++) {
      Value operand = o.operand(i);
      method.push(operand);
      boolean isWritten = i >= ins && i < ends && operand.type() instanceof TileType;
      if (isWritten && !method.isOwned(operand)) {
        String array = Repr.of(operand).descriptor();
        code.callVirtual(array, "clone", "()Ljava/lang/Object;");
        code.type(Opcodes.CHECKCAST, array);
      }
    }
    nest.captured().forEach(method::push);
    code.mark(o.span());
    method.program.callNest(method, nest);
  }
}
