package org.tosc.frontend.neuro.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.frontend.foreign.ForeignFile;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.foreign.Offer;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.check.NeuroChecker;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.tir.source.Source;

/// What one file offers: kernels that are lifted over tensors, and functions of numbers, truth
/// values, texts and tensors.
///
/// @param functions the function behind each that is offered
public record Exports(ForeignFile file, Map<ForeignFunction, TFunction> functions) {

  /// Reads a file without errors; `all` are the functions of the program.
  public static Exports of(NeuroChecker.File file, List<TFunction> all) {
    Map<ForeignFunction, TFunction> functions = new IdentityHashMap<>();
    List<ForeignFunction> offered = new ArrayList<>();
    Map<String, String> withheld = new HashMap<>(others(file));
    for (TFunction function : all) {
      if (!declares(file, function) || function.isTest()) {
        continue;
      }
      switch (Signature.of(function)) {
        case Offer.Of(ForeignFunction made) -> {
          offered.add(made);
          functions.put(made, function);
        }
        case Offer.Withheld(String why) -> withheld.put(function.name(), why);
      }
    }
    Source source = file.syntax().source();
    return new Exports(
        new ForeignFile(file.key(), file.name(), source, offered, withheld), functions);
  }

  /// Whether a file declares a function by itself, not in a type. Files in different folders may
  /// have the same name.
  private static boolean declares(NeuroChecker.File file, TFunction function) {
    return function.symbol().equals(file.name() + "." + function.name())
        && function.syntax().span().source().equals(file.syntax().source());
  }

  private static Map<String, String> others(NeuroChecker.File file) {
    Map<String, String> others = new HashMap<>();
    for (Item item : file.syntax().items()) {
      switch (item) {
        case Item.StructDecl s ->
            others.put(s.name().text(), "Pseudocode has no values of structs");
        case Item.EnumDecl e ->
            others.put(e.name().text(), "Pseudocode has no values of its enums");
        case Item.Const c ->
            others.put(c.name().text(), "it is a constant; offer a function that gives it");
        case Item.Fn _, Item.Impl _, Item.Import _, Item.Use _, Item.Loose _, Item.Malformed _ -> {}
      }
    }
    return others;
  }
}
