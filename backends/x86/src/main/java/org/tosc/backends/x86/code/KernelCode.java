package org.tosc.backends.x86.code;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Code;
import org.tosc.backends.x86.asm.Label;
import org.tosc.tir.ir.Function;

/// The machine code of kernels: their functions, one after the other.
///
/// @param entries where each function begins, by its symbol
public record KernelCode(Code code, Map<String, Integer> entries) {
  public KernelCode {
    entries = Map.copyOf(entries);
  }

  /// Compiles the functions of a lowered kernel ([InstructionSet#lower]). Those that are called
  /// from outside are the last and the phases: they take their parameters by the System V calling
  /// convention, addresses of the first elements of buffers, and 64-bit numbers.
  ///
  /// @throws NoCode where an operation has no code
  public static KernelCode of(List<Function> functions, InstructionSet set) {
    return of(functions, set, Integer.MAX_VALUE);
  }

  /// @param most of each bank's registers that are used
  static KernelCode of(List<Function> functions, InstructionSet set, int most) {
    return of(List.of(functions), set, most, new Assembler(set.features()));
  }

  /// The same of several kernels, with notes of what the bytes are.
  ///
  /// @throws NoCode where an operation has no code
  public static KernelCode noted(List<List<Function>> kernels, InstructionSet set) {
    return of(kernels, set, Integer.MAX_VALUE, Assembler.noting(set.features()));
  }

  private static KernelCode of(
      List<List<Function>> kernels, InstructionSet set, int most, Assembler asm) {
    Map<String, Label> labels = new HashMap<>();
    kernels.forEach(k -> k.forEach(f -> labels.put(f.symbol(), asm.label())));
    for (List<Function> functions : kernels) {
      for (Function f : functions) {
        Routine routine = Selection.routine(f, labels, isExported(f, functions), set, asm);
        Emission.emit(LinearScan.allocate(routine, most), asm);
      }
    }
    Code code = asm.finish();
    Map<String, Integer> entries = new HashMap<>();
    labels.forEach((symbol, label) -> entries.put(symbol, code.offset(label)));
    return new KernelCode(code, entries);
  }

  /// Whether a function of a kernel is called from outside.
  public static boolean isExported(Function function, List<Function> kernel) {
    return function == kernel.getLast() || function.attributes().has("phase");
  }
}
