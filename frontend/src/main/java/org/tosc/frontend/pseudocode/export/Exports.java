package org.tosc.frontend.pseudocode.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.frontend.foreign.ForeignFile;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.foreign.Offer;
import org.tosc.frontend.pseudocode.PseudocodeFrontend;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Stmt;

/// What one file offers: the functions at its top level whose annotations say all their types, and
/// of these only the exported ones where it exports anything.
///
/// @param functions the declaration behind each that is offered
public record Exports(ForeignFile file, Map<ForeignFunction, Stmt.FunctionDecl> functions) {

  /// Reads the annotations of a file.
  public static Exports of(PseudocodeFrontend.File file) {
    Map<ForeignFunction, Stmt.FunctionDecl> functions = new IdentityHashMap<>();
    List<ForeignFunction> offered = new ArrayList<>();
    Map<String, String> withheld = new HashMap<>();
    Set<String> exported = exported(file);
    for (Stmt statement : file.syntax().statements()) {
      if (!(statement.exported() instanceof Stmt.FunctionDecl function)) {
        continue;
      }
      String name = function.name().text();
      if (!exported.isEmpty() && !exported.contains(name)) {
        withheld.put(name, "`" + file.name() + "` does not export it");
        continue;
      }
      switch (Signature.of(function)) {
        case Offer.Of(ForeignFunction made) -> {
          offered.add(made);
          functions.put(made, function);
        }
        case Offer.Withheld(String why) -> withheld.put(name, why);
      }
    }
    ForeignFile all =
        new ForeignFile(file.key(), file.name(), file.syntax().source(), offered, withheld);
    return new Exports(all, functions);
  }

  private static Set<String> exported(PseudocodeFrontend.File file) {
    Set<String> names = new HashSet<>();
    for (Stmt statement : file.syntax().statements()) {
      if (statement instanceof Stmt.Export(List<Ident> several, _)) {
        several.forEach(n -> names.add(n.text()));
      } else if (statement instanceof Stmt.ExportDecl(Stmt declaration, _)) {
        names.add(declaration instanceof Stmt.Declaration d ? d.name().text() : "");
      }
    }
    return names;
  }
}
