package org.tosc.frontend.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.foreign.Linker;
import org.tosc.frontend.neuro.lower.KernelReport;
import org.tosc.frontend.neuro.lower.NeuroLowering;
import org.tosc.frontend.pseudocode.lower.Lowering;
import org.tosc.frontend.pseudocode.types.Instance;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Type;

/// Lowers a program in both languages to one module: each language lowers what the other asks it
/// for, until neither has anything left.
public final class LinkedLowering {
  private final LinkedProgram program;
  private final NeuroLowering neuro;
  private final Lowering pseudocode;
  private final Module module;

  LinkedLowering(LinkedProgram program) {
    this.program = program;
    Set<String> symbols =
        program.pseudocode().instances().stream().map(Instance::symbol).collect(Collectors.toSet());
    this.neuro = new NeuroLowering(program.kernels(), this::inPseudocode, symbols::contains);
    this.pseudocode = new Lowering(program.pseudocode(), neuro::target);
    List<Function> functions = new ArrayList<>();
    pseudocode.begin();
    neuro.begin(program.tests());
    int before = -1;
    while (functions.size() > before) {
      before = functions.size();
      functions.addAll(pseudocode.run());
      functions.addAll(neuro.run());
    }
    this.module = new Module(pseudocode.globals(), functions);
  }

  private Linker.Target inPseudocode(ForeignFunction function, List<Type> arguments) {
    return pseudocode.target(Objects.requireNonNull(program.functions().get(function)));
  }

  public Module module() {
    return module;
  }

  /// What became of the kernels of Neuro-Lang.
  public List<KernelReport> kernels() {
    return neuro.kernels();
  }

  /// An entry of a conversation, with what the next one knows.
  public Lowering.Entry entry() {
    return new Lowering.Entry(module, pseudocode.next());
  }
}
