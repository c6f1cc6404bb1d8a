package org.tosc.backends.jvm;

import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.error.Place;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.Text;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.HostRuntime;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.source.Span;

/// Just enough of the run-time library for the interpreter to be the oracle of core programs.
final class RtHost implements HostRuntime {
  @Override
  public Object text(String value) {
    return Text.of(value);
  }

  @Override
  public Object missing() {
    return Missing.VALUE;
  }

  @Override
  public Object[] apply(Operation operation, Object[] operands) {
    if (operation.op() == HostOp.BOX || operation.op() == HostOp.UNBOX) {
      return operands;
    }
    throw new UnsupportedOperationException(operation.op().mnemonic());
  }

  @Override
  public Object closure(Function function, Object[] captures, Invoker invoker) {
    throw new UnsupportedOperationException("closure");
  }

  @Override
  public RuntimeException thrown(Object value, Span at) {
    return GuestError.thrown(
        value, new Place(at.source().name(), at.from().line(), at.from().column()));
  }

  @Override
  public Object caught(Throwable fault, Span at) {
    return fault instanceof GuestFault g
        ? new org.tosc.rt.value.ErrorValue(g.kind(), g.text())
        : Errors.caught(fault);
  }

  @Override
  public void locate(RuntimeException fault, Span at) {}
}
