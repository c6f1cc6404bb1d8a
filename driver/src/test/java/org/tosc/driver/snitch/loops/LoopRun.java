package org.tosc.driver.snitch.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.snitch.core.Fpu;
import org.tosc.backends.machines.snitch.core.Memory;
import org.tosc.backends.machines.snitch.program.MeasuredCall;
import org.tosc.backends.snitch.code.Routine;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.XReg;
import org.tosc.backends.snitch.loops.LoopCompiler;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.interp.NoHost;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;
import org.tosc.tir.text.Printer;
import org.tosc.tir.text.Reader;
import org.tosc.tir.verify.Verifier;

/// One function, by the interpreter and as code on the model.
///
/// Arguments are tensors for buffers, which are changed in place, and `Double`s and `Long`s.
final class LoopRun {
  private static final int CODE = Memory.DRAM + 0x14;
  private static final int STACK = 8 << 10;
  private static final long ENOUGH = 100_000_000;
  private static final long BOXED = 0xFFFFFFFF00000000L;

  private LoopRun() {}

  static Function read(String text) {
    Reader.Result result = Reader.read(new Source("test.tir", text));
    return assertInstanceOf(Reader.Result.Read.class, result, result::toString)
        .module()
        .functions()
        .getFirst();
  }

  /// What the model made of it.
  record Ran(List<byte[]> buffers, long cycles) {}

  static Routine compiled(Function function) {
    try {
      return LoopCompiler.compile(function, null);
    } catch (Unsupported none) {
      throw new AssertionError(none.getMessage() + "\n" + Printer.print(module(function)), none);
    }
  }

  private static Module module(Function function) {
    return new Module(List.of(), List.of(function));
  }

  static Ran run(Function function, List<?> arguments) {
    return run(compiled(function), function, arguments);
  }

  static Ran run(Routine routine, Function function, List<?> arguments) {
    Cluster cluster = new Cluster(Configuration.DEFAULT, Fpu::new, 1);
    Memory memory = cluster.memory();
    byte[] code = routine.bytes();
    memory.load(CODE, code);
    int behind = CODE + code.length;
    var call = new MeasuredCall(cluster, CODE, behind, MeasuredCall.USUAL_OVERHEAD);
    List<Integer> words = new ArrayList<>();
    List<Long> floats = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    int at = Memory.TCDM;
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case OracleTensor tensor -> {
          memory.load(at, Numbers.bytes(tensor));
          words.add(at);
          places.add(at);
          at = (at + Numbers.bytes(tensor).length + 7) & -8;
        }
        case Long number -> words.add((int) (long) number);
        case Double number -> floats.add(boxed(function.params().get(i).type(), number));
        default -> throw new IllegalArgumentException("an argument " + arguments.get(i));
      }
    }
    int top = Memory.TCDM + Configuration.DEFAULT.tcdmBytes();
    if (at > top - STACK) {
      throw new IllegalArgumentException("no room for the stack");
    }
    int stacked = Math.max(0, words.size() - 8);
    int stack = top - ((stacked * Integer.BYTES + 15) & -16);
    for (int i = 0; i < stacked; i++) {
      memory.write(stack + i * Integer.BYTES, Integer.BYTES, words.get(8 + i));
    }
    List<Integer> inRegisters = words.subList(0, Math.min(8, words.size()));
    fillSaved(cluster);
    MeasuredCall.Result result =
        call.call(new MeasuredCall.Arguments(inRegisters, floats, stack), ENOUGH);
    call.rest();
    cluster.checkEnd(0);
    assertEquals(true, result.returned(), "it ends");
    checkSaved(cluster);
    assertEquals(stack, cluster.register(0, XReg.SP.number()), "the stack pointer");
    List<byte[]> buffers = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof OracleTensor tensor) {
        int place = places.get(buffers.size());
        buffers.add(memory.bytes(place, Numbers.bytes(tensor).length));
      }
    }
    return new Ran(buffers, result.cycles());
  }

  private static int pattern(int register) {
    return 0x5A000000 + register;
  }

  /// A caller's registers; `s0` and `s1` are those of [MeasuredCall].
  private static void fillSaved(Cluster cluster) {
    for (int register = XReg.S2.number(); register <= XReg.S11.number(); register++) {
      cluster.setRegister(0, register, pattern(register));
      cluster.setFloatRegister(0, register, pattern(register));
    }
    for (FReg register : List.of(FReg.FS0, FReg.FS1)) {
      cluster.setFloatRegister(0, register.number(), pattern(register.number()));
    }
  }

  private static void checkSaved(Cluster cluster) {
    for (int register = XReg.S2.number(); register <= XReg.S11.number(); register++) {
      assertEquals(pattern(register), cluster.register(0, register), "a saved register");
      assertEquals(pattern(register), cluster.floatRegister(0, register), "a saved register");
    }
    for (FReg register : List.of(FReg.FS0, FReg.FS1)) {
      long found = cluster.floatRegister(0, register.number());
      assertEquals(pattern(register.number()), found, "a saved register");
    }
  }

  private static long boxed(Type type, double number) {
    return type == Scalar.F64
        ? Double.doubleToRawLongBits(number)
        : BOXED | Integer.toUnsignedLong(Float.floatToRawIntBits((float) number));
  }

  /// What the interpreter leaves in the buffers.
  static List<OracleTensor> interpreted(Function function, List<?> arguments) {
    FunctionBuilder w = new FunctionBuilder("wrapped");
    List<Value> passed = new ArrayList<>();
    List<Value> buffers = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Value param = function.params().get(i);
      if (arguments.get(i) instanceof OracleTensor tensor) {
        Value given = w.param(tensor.type());
        Value buffer = op(w, KernelOp.FROM_TENSOR, param.type(), given);
        buffers.add(buffer);
        passed.add(buffer);
      } else {
        passed.add(w.param(param.type()));
      }
    }
    Attributes callee = Attributes.of("callee", new Attribute.Symbol(function.symbol()));
    w.opOf(CoreOp.CALL, List.of(), callee, Span.NONE, passed);
    List<Value> results = new ArrayList<>();
    for (Value buffer : buffers) {
      BufferType type = (BufferType) buffer.type();
      results.add(op(w, KernelOp.TO_TENSOR, new TensorType(type.shape(), type.element()), buffer));
    }
    w.op(CoreOp.RETURN, Attributes.NONE, Span.NONE, results);
    Function wrapper = w.finish(Value.types(results), Attributes.NONE, Span.NONE);
    Module module = new Module(List.of(), List.of(function, wrapper));
    assertEquals("[]", Verifier.verify(module).toString(), () -> Printer.print(module));
    Object made =
        new Interpreter(module, NoHost.INSTANCE, (operation, operands) -> operands)
            .call("wrapped", arguments.toArray());
    List<OracleTensor> all = new ArrayList<>();
    for (Object one : made instanceof Object[] several ? several : new Object[] {made}) {
      all.add((OracleTensor) one);
    }
    return all;
  }

  private static Value op(FunctionBuilder w, KernelOp op, Type type, Value operand) {
    return w.opOf(op, List.of(type), Attributes.NONE, Span.NONE, List.of(operand)).result();
  }

  /// Both leave the same bits; which NaN it is is left open.
  static void check(Function function, Object... arguments) {
    List<Object> all = List.of(arguments);
    List<OracleTensor> expected = interpreted(function, all);
    List<byte[]> found = run(function, all).buffers();
    List<String> wrong = new ArrayList<>();
    for (int b = 0; b < expected.size(); b++) {
      OracleTensor tensor = expected.get(b);
      for (int i = 0; i < tensor.size(); i++) {
        Object wanted = tensor.isWhole() ? (Object) tensor.integer(i) : (Object) tensor.real(i);
        Object have = Numbers.element(tensor.element(), found.get(b), i);
        if (!wanted.equals(have)) {
          wrong.add("buffer %d [%d]: %s instead of %s".formatted(b, i, have, wanted));
        }
      }
    }
    assertEquals(
        List.of(),
        wrong.subList(0, Math.min(8, wrong.size())),
        () -> wrong.size() + " wrong\n" + Printer.print(module(function)));
  }

  static OracleTensor reals(Scalar element, double... numbers) {
    return OracleTensor.reals(element, new long[] {numbers.length}, numbers);
  }

  static OracleTensor wholes(Scalar element, long... numbers) {
    return OracleTensor.integers(element, new long[] {numbers.length}, numbers);
  }

  static BufferType buffer(Scalar element, int size) {
    return new BufferType(List.of(Dim.of(size)), element, "global");
  }
}
