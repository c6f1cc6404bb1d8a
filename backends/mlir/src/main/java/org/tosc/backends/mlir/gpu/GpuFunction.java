package org.tosc.backends.mlir.gpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.backends.mlir.linalg.BodyLoops;
import org.tosc.backends.mlir.scalar.Constants;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.scalar.Types;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirRegion;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// A function of nests as kernels for a GPU and their launches.
public final class GpuFunction {
  private final Function kernel;
  private final String module;
  private final BlockWriter host = new BlockWriter();
  private final List<MlirOperation> kernels = new ArrayList<>();

  /// The memory of buffers on the host's side.
  private final Map<Value, MlirValue> memory = new LinkedHashMap<>();

  private final Map<Value, Operation> scalars = new HashMap<>();
  private final List<MlirValue> own = new ArrayList<>();

  /// Scratch that nothing was written to yet: it holds zeros for who reads it, which memory of the
  /// device does not by itself.
  private final Set<Value> untouched = new HashSet<>();

  private GpuFunction(Function kernel) {
    this.kernel = kernel;
    this.module = kernel.symbol() + "_kernels";
  }

  /// Writes a kernel: the module of what runs on the device, and the function that launches it,
  /// whose arguments are memory of the device.
  ///
  /// @param names of the arguments
  public static List<MlirOperation> of(Function kernel, List<String> names) throws NoText {
    return new GpuFunction(kernel).operations(names);
  }

  private List<MlirOperation> operations(List<String> names) throws NoText {
    List<MlirValue> arguments = new ArrayList<>();
    for (int i = 0; i < kernel.params().size(); i++) {
      Value parameter = kernel.params().get(i);
      MlirType.Shaped type = type(parameter, kernel.span());
      if (i < names.size()) {
        MlirValue argument = MlirValue.of(type, names.get(i));
        arguments.add(argument);
        memory.put(parameter, argument);
      } else {
        allocate(parameter, type);
      }
    }
    for (Operation o : kernel.body().ops()) {
      host.at(Types.location(o.span()));
      operation(o);
    }
    host.at(Types.location(kernel.span()));
    own.forEach(m -> host.emit(MlirOperation.named("gpu.dealloc").operands(m)));
    host.emit(MlirOperation.named("func.return"));
    // Version 19 ends modules of kernels so; pretty text leaves it out, and so do later versions.
    kernels.add(MlirOperation.named("gpu.module_end").build());
    return List.of(
        MlirOperation.named("gpu.module")
            .attribute("sym_name", MlirAttribute.of(module))
            .region(MlirRegion.of(List.of(), kernels))
            .build(),
        MlirOperation.named("func.func")
            .attribute("sym_name", MlirAttribute.of(kernel.symbol()))
            .attribute("function_type", MlirAttribute.of(signature(arguments)))
            .region(host.region(arguments))
            .at(Types.location(kernel.span()))
            .build());
  }

  private static MlirType signature(List<MlirValue> arguments) {
    return new MlirType.Func(arguments.stream().map(MlirValue::type).toList(), List.of());
  }

  private static MlirType.Shaped type(Value buffer, Span span) throws NoText {
    if (!(buffer.type() instanceof BufferType type)) {
      throw new NoText(span, "a parameter of type " + buffer.type());
    }
    return Types.memref(type, span);
  }

  private void allocate(Value buffer, MlirType.Shaped type) {
    MlirValue made =
        host.emit(
            MlirOperation.named("gpu.alloc").segments(List.of(List.of(), List.of(), List.of())),
            type,
            "scratch");
    own.add(made);
    memory.put(buffer, made);
    untouched.add(buffer);
  }

  private void operation(Operation o) throws NoText {
    if (o.op() == KernelOp.NEST) {
      Nest nest = Nest.of(o);
      if (!nest.bounds().isEmpty()) {
        throw new NoText(o.span(), "bounds that are known at run time");
      }
      for (int body = 0; body < nest.bodies() && !nest.extents().contains(0L); body++) {
        launch(BodyLoops.of(nest, body));
      }
    } else if (o.op() == CoreOp.CONST || o.op() == CoreOp.ZERO) {
      scalars.put(o.result(), o);
    } else if (o.op() == KernelOp.ALLOC && o.operands().isEmpty()) {
      allocate(o.result(), type(o.result(), o.span()));
    } else if (o.op() != KernelOp.FREE && o.op() != CoreOp.RETURN) {
      throw new NoText(o.span(), "`" + o.op().mnemonic() + "` beside nests");
    }
  }

  private void launch(BodyLoops loops) throws NoText {
    Map<Value, MlirValue> inside = new LinkedHashMap<>();
    List<MlirValue> given = new ArrayList<>();
    List<Value> operands = loops.nest().operands();
    for (int i = 0; i < operands.size(); i++) {
      boolean isNeeded = loops.uses(i) || loops.written(i) >= 0;
      MlirValue outside = memory.get(operands.get(i));
      if (outside != null && isNeeded && !inside.containsKey(operands.get(i))) {
        inside.put(operands.get(i), MlirValue.of(outside.type(), outside.hint()));
        if (untouched.remove(operands.get(i)) && !loops.overwrites(operands.get(i))) {
          zeros(outside);
        }
        given.add(outside);
      }
    }
    BlockWriter body = new BlockWriter().at(host.location());
    KernelWriter writer = new KernelWriter(loops, new PointWriter(loops, inside, scalars));
    writer.write(body);
    launch(body, List.copyOf(inside.values()), writer.blocks(), given);
  }

  /// A kernel that fills memory with zeros.
  private void zeros(MlirValue outside) {
    MlirType.Shaped type = (MlirType.Shaped) outside.type();
    MlirValue inside = MlirValue.of(type, outside.hint());
    BlockWriter body = new BlockWriter().at(host.location());
    long size = type.shape().stream().reduce(1L, Math::multiplyExact);
    Threads.each(
        body,
        size,
        (out, number) -> {
          List<MlirValue> operands = new ArrayList<>();
          operands.add(Constants.number(out, type.element(), 0));
          operands.add(inside);
          operands.addAll(Coordinates.ofNumber(out, number, type.shape()));
          out.emit(MlirOperation.named("memref.store").operands(operands));
        });
    launch(body, List.of(inside), Threads.blocks(size), List.of(outside));
  }

  /// A kernel and its launch.
  ///
  /// @param arguments of the kernel
  /// @param given for them
  private void launch(
      BlockWriter body, List<MlirValue> arguments, long blocks, List<MlirValue> given) {
    String name = kernel.symbol() + "_" + kernels.size();
    body.emit(MlirOperation.named("gpu.return"));
    kernels.add(
        MlirOperation.named("gpu.func")
            .attribute("sym_name", MlirAttribute.of(name))
            .attribute("function_type", MlirAttribute.of(signature(arguments)))
            .attribute("gpu.kernel", MlirAttribute.Unit.UNIT)
            .attribute("workgroup_attributions", MlirAttribute.i64(0))
            .attribute("gpu.known_block_size", MlirAttribute.i32s(List.of(Threads.BLOCK, 1L, 1L)))
            .region(body.region(arguments))
            .at(host.location())
            .build());
    call(name, blocks, given);
  }

  private void call(String name, long blocks, List<MlirValue> given) {
    MlirValue one = Constants.index(host, 1);
    MlirValue grid = Constants.index(host, blocks);
    MlirValue threads = Constants.index(host, Threads.BLOCK);
    List<List<MlirValue>> groups = new ArrayList<>(List.of(List.of()));
    for (MlirValue size : List.of(grid, one, one, threads, one, one)) {
      groups.add(List.of(size));
    }
    groups.addAll(List.of(List.of(), List.of(), List.of(), List.of(), given, List.of()));
    host.emit(
        MlirOperation.named("gpu.launch_func")
            .segments(groups)
            .attribute("kernel", MlirAttribute.symbol(module, name)));
  }
}
