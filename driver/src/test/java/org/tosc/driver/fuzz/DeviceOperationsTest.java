package org.tosc.driver.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.driver.Programs;
import org.tosc.driver.compare.Agreement;
import org.tosc.driver.tensor.EngineAttributes;
import org.tosc.driver.tensor.OracleTensors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Devices;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.tir.ir.TensorOp;

/// Random operations of all rows on a device of `with device`: it computes what the oracle
/// computes, within the row's tolerance, faults as the oracle does, or says that it has no code.
final class DeviceOperationsTest {
  private static final String NO_CODE = "Unavailable";

  @ParameterizedTest
  @CsvSource({"x86_64, 2000", "mlir, 1000", "snitch, 500", "triton, 300"})
  void aDeviceIsRightOrSaysThatItIsNot(String device, int programs) throws Exception {
    TensorEngine oracle = new OracleTensors();
    Session session = Session.builder().engine(oracle).build();
    TensorEngine engine =
        Programs.devices(Policy.PERMISSIVE)
            .open(device, new Devices.Fallback(false, oracle))
            .engine();
    int computed = 0;
    for (int seed = 0; seed < programs; seed++) {
      TensorProgram program = TensorMaker.make(Choices.random(seed));
      Object found = session.run(() -> outcome(engine, program));
      // Where gelu is nearly 0 kernels are not within its row: at -8, 17 ulp of 8.
      if (found.equals(NO_CODE) || program.op() == TensorOp.GELU) {
        continue;
      }
      Object expected = outcome(oracle, program);
      String at = "seed " + seed + ": " + program;
      if (expected instanceof Tensor whole) {
        assertTrue(found instanceof Tensor, () -> at + "\n" + found);
        assertNull(
            Agreement.difference(program.application(), unsigned(whole), unsigned((Tensor) found)),
            at);
        computed++;
      } else {
        assertEquals(String.valueOf(expected), String.valueOf(found), at);
      }
    }
    long runs = session.monitor().engines().get(device).runs();
    assertTrue(runs > programs / 20, () -> runs + " kernels ran");
    assertTrue(computed > programs / 20);
  }

  /// Kernels need not keep the sign of a zero.
  private static Tensor unsigned(Tensor t) {
    if (!t.dtype().isFloat() || t.dtype().isBlock()) {
      return t;
    }
    double[] cells = t.toDoubles();
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i] == 0 ? 0 : cells[i];
    }
    return Tensor.ofDoubles(t.dtype(), t.shape(), cells);
  }

  private static Object outcome(TensorEngine engine, TensorProgram program) {
    try {
      Map<String, Object> attributes = EngineAttributes.of(program.attributes());
      Object made =
          engine.apply(program.op().row().name(), program.operands().toArray(), attributes);
      return made instanceof List<?> several && several.size() == 1 ? several.getFirst() : made;
    } catch (TensorFault fault) {
      return fault.kind() + ": " + fault.text();
    } catch (GuestError error) {
      return error.kind().equals(NO_CODE) ? NO_CODE : error.toString();
    }
  }
}
