package org.tosc.backends.machines.gpu.python;

import java.util.List;

/// Parses imports.
final class ImportParser {
  private final Cursor cursor;

  ImportParser(Cursor cursor) {
    this.cursor = cursor;
  }

  /// `import a.b as c, d`
  void modules(List<Statement> into) {
    Token first = cursor.next();
    do {
      String module = dotted();
      String alias =
          cursor.take("as") ? cursor.name("a name behind `as`").text() : module.split("\\.", 2)[0];
      into.add(new Statement.Import(module, null, alias, cursor.since(first)));
    } while (cursor.take(","));
  }

  /// `from a.b import c as d, e`
  void names(List<Statement> into) {
    Token first = cursor.next();
    boolean isBeside = true;
    while (isBeside) {
      isBeside = cursor.take(".") || cursor.take("...");
    }
    String module = cursor.is("import") ? "" : dotted();
    cursor.expect("import", "behind the module");
    boolean isWrapped = cursor.take("(");
    do {
      if (cursor.is(")")) {
        break;
      }
      String name = cursor.is("*") ? cursor.next().text() : cursor.name("a name").text();
      String alias = cursor.take("as") ? cursor.name("a name behind `as`").text() : name;
      into.add(new Statement.Import(module, name, alias, cursor.since(first)));
    } while (cursor.take(","));
    if (isWrapped) {
      cursor.expect(")", "to close `(`");
    }
  }

  private String dotted() {
    StringBuilder name = new StringBuilder(cursor.name("the name of a module").text());
    while (cursor.take(".")) {
      name.append('.').append(cursor.name("a name behind `.`").text());
    }
    return name.toString();
  }
}
