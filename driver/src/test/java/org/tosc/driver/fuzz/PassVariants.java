package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.passes.Pass;
import org.tosc.passes.Passes;
import org.tosc.passes.Pipeline;
import org.tosc.passes.outline.Outline;
import org.tosc.tir.ir.Module;

/// One module after all passes, after all but one, and after each alone; each verified.
final class PassVariants {
  private PassVariants() {}

  /// The module after one pass; nothing where the pass does not change it.
  static Map<String, Module> alone(Module module, Pass pass) {
    Module made =
        Pipeline.run(
            module, List.of(pass), Pipeline.Options.DEFAULT.verifying(), Pipeline.Trace.NONE);
    return made == module ? Map.of() : Map.of(pass.name() + " alone", made);
  }

  /// The modules by a name that says which passes ran; those that no pass changed are left out.
  static Map<String, Module> of(Module module, Set<String> kept) {
    Pipeline.Options options = Pipeline.Options.DEFAULT.verifying().keeping(kept);
    List<Pass> all = Passes.all().stream().filter(p -> p.use() == Pass.Use.ALWAYS).toList();
    Map<String, Module> variants = new LinkedHashMap<>();
    variants.put("all passes", Pipeline.run(module, all, options, Pipeline.Trace.NONE));
    Pass everywhere =
        Pass.of("outline", "every part that could be one", Outline::everywhere).whenAsked();
    List<Pass> parts = List.of(everywhere);
    variants.put("outline everywhere", Pipeline.run(module, parts, options, Pipeline.Trace.NONE));
    for (Pass pass : all) {
      List<Pass> others = new ArrayList<>(all);
      others.remove(pass);
      variants.put(
          "without " + pass.name(), Pipeline.run(module, others, options, Pipeline.Trace.NONE));
      variants.put(
          pass.name() + " alone",
          Pipeline.run(module, List.of(pass), options, Pipeline.Trace.NONE));
    }
    variants.values().removeIf(m -> m == module);
    return variants;
  }
}
