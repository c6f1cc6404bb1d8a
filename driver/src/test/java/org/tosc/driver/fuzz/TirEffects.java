package org.tosc.driver.fuzz;

import java.util.List;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Value;

/// Statements of the `host` family that change values.
final class TirEffects {
  private final TirBody body;
  private final TirScope scope;
  private final TirValues values;
  private final Choices c;

  TirEffects(TirBody body, TirValues values) {
    this.body = body;
    this.scope = body.scope;
    this.values = values;
    this.c = body.c;
  }

  void effect() {
    TirHosts hosts = new TirHosts(body, values);
    switch (c.below(5)) {
      case 0 -> scope.op(HostOp.SET, hosts.operand(1), hosts.operand(0), hosts.operand(1));
      case 1 -> {
        Value from = values.of(HostType.ANY, 0);
        Value to = values.of(HostType.ANY, 0);
        Value step = scope.constant(HostType.ANY, Attribute.Nil.NIL);
        scope.op(HostOp.SET_SLICE, hosts.operand(1), from, to, step, hosts.operand(1));
      }
      case 2 -> {
        Attributes name = Attributes.of("name", Attribute.of(c.pick(List.of("key", "a"))));
        scope.with(HostOp.SET_MEMBER, name, hosts.operand(1), hosts.operand(1));
      }
      case 3 -> {
        if (values.cells().isEmpty()) {
          scope.see(hosts.of(HostType.LIST, 2));
        } else {
          scope.op(HostOp.CELL_SET, c.pick(values.cells()), values.of(HostType.ANY, 2));
        }
      }
      default -> unpack(hosts);
    }
  }

  private void unpack(TirHosts hosts) {
    int count = 1 + c.below(3);
    Attributes rest =
        c.coin() ? Attributes.of("rest", Attribute.of((long) c.below(count))) : Attributes.NONE;
    body.unpacked(hosts.operand(1), count, rest).results().forEach(scope::see);
  }
}
