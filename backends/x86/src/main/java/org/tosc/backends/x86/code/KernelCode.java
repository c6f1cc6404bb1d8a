package org.tosc.backends.x86.code;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Code;
import org.tosc.backends.x86.asm.Label;
import org.tosc.tir.ir.Function;

/// The machine code of kernels: their functions, one after the other.
///
/// @param entries where each function begins, by its symbol
/// @param exported what is called from outside
public record KernelCode(Code code, Map<String, Integer> entries, Set<String> exported) {
  /// What is called from within where something stands before it that is called from outside.
  private static final String BODY = ".body";

  public KernelCode {
    entries = Map.copyOf(entries);
    exported = Set.copyOf(exported);
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
    return new Writer(set, CallingConvention.SYSTEM_V, most, new Assembler(set.features()))
        .code(List.of(functions));
  }

  /// The same of several kernels, with notes of what the bytes are.
  ///
  /// @param convention by which they are called from outside
  /// @throws NoCode where an operation has no code
  public static KernelCode noted(
      List<List<Function>> kernels, InstructionSet set, CallingConvention convention) {
    return new Writer(set, convention, Integer.MAX_VALUE, Assembler.noting(set.features()))
        .code(kernels);
  }

  /// How kernels are compiled.
  private record Writer(InstructionSet set, CallingConvention convention, int most, Assembler asm) {
    KernelCode code(List<List<Function>> kernels) {
      Map<String, Label> labels = new HashMap<>();
      Map<String, Label> doors = new HashMap<>();
      kernels.forEach(k -> k.forEach(f -> labels.put(f.symbol(), asm.label())));
      for (List<Function> kernel : kernels) {
        kernel(kernel, labels, doors);
      }
      Code code = asm.finish();
      Map<String, Integer> entries = new HashMap<>();
      labels.forEach(
          (symbol, label) ->
              entries.put(doors.containsKey(symbol) ? symbol + BODY : symbol, code.offset(label)));
      doors.forEach((symbol, label) -> entries.put(symbol, code.offset(label)));
      Set<String> exported = new HashSet<>();
      for (List<Function> kernel : kernels) {
        exported(kernel).forEach(f -> exported.add(f.symbol()));
      }
      return new KernelCode(code, entries, exported);
    }

    private void kernel(
        List<Function> kernel, Map<String, Label> labels, Map<String, Label> doors) {
      long vectors = 0;
      int stack = 0;
      for (Function f : kernel) {
        Routine routine = Selection.routine(f, labels, isExported(f, kernel), set, asm);
        Allocation allocation = LinearScan.allocate(routine, most);
        stack += Emission.emit(allocation, asm);
        vectors |= allocation.used(Bank.VECTOR);
      }
      if (convention == CallingConvention.WINDOWS) {
        for (Function f : exported(kernel)) {
          Label door = asm.label();
          doors.put(f.symbol(), door);
          Label body = Objects.requireNonNull(labels.get(f.symbol()));
          asm.from(f.span());
          WindowsEntry.emit(asm, door, body, f.params().size(), vectors, stack);
        }
      }
    }
  }

  private static List<Function> exported(List<Function> kernel) {
    return kernel.stream().filter(f -> isExported(f, kernel)).toList();
  }

  /// Whether a function of a kernel is called from outside.
  private static boolean isExported(Function function, List<Function> kernel) {
    return function == kernel.getLast() || function.attributes().has("phase");
  }
}
