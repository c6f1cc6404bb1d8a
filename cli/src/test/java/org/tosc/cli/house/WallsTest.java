package org.tosc.cli.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No arrow against the table of [Wall], in classes, module descriptors and poms; no mutable
/// statics.
class WallsTest {
  private static final String PLANTED = "org.tosc.cli.house.planted";
  private static final Pattern REQUIRES =
      Pattern.compile("requires\\s+(?:static\\s+|transitive\\s+)*([\\w.]+)\\s*;");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>org\\.tosc</groupId>\\s*<artifactId>([\\w-]+)</artifactId>"
              + "(?:(?!</dependency>).)*?</dependency>",
          Pattern.DOTALL);

  /// Java modules that any module of ours may require, and whose they are otherwise.
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "org.antlr.antlr4.runtime", "org.antlr.v4",
          "org.objectweb.asm", "org.objectweb.asm",
          "org.objectweb.asm.util", "org.objectweb.asm.util",
          "com.fasterxml.jackson.core", "com.fasterxml.jackson.core",
          "info.picocli", "picocli",
          "org.jline.reader", "org.jline",
          "org.jline.terminal", "org.jline");

  private static final Set<String> MUTABLE =
      Set.of(
          "java.util.HashMap",
          "java.util.LinkedHashMap",
          "java.util.TreeMap",
          "java.util.ArrayList",
          "java.util.ArrayDeque",
          "java.util.HashSet",
          "java.util.LinkedHashSet",
          "java.lang.StringBuilder",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.atomic.AtomicInteger",
          "java.util.concurrent.atomic.AtomicLong",
          "java.util.concurrent.atomic.AtomicReference");

  private static final JavaClasses COMPILED = compiled();

  @Test
  void classesStayBehindTheirWalls() {
    assertEquals(List.of(), crossings(COMPILED, "org.tosc"));
  }

  @Test
  void aClassThatReachesOverIsFound() {
    List<String> found = crossings(new ClassFileImporter().importPackages(PLANTED), PLANTED);
    assertEquals(
        1, found.stream().map(line -> line.substring(0, line.indexOf(':'))).distinct().count());
    assertTrue(found.getFirst().startsWith("TIR -> RT:"), found::toString);
  }

  @Test
  void everyModuleHasClasses() {
    Set<String> seen = new TreeSet<>();
    COMPILED.forEach(c -> wallOf(c, "org.tosc").ifPresent(wall -> seen.add(wall.name())));
    Set<String> wanted = new TreeSet<>();
    for (Wall wall : Wall.values()) {
      if (wall != Wall.BENCH) {
        wanted.add(wall.name());
      }
    }
    wanted.removeAll(seen);
    assertEquals(Set.of(), wanted);
  }

  @Test
  void descriptorsRequireOnlyWhatTheTableAllows() throws IOException {
    for (Wall wall : Wall.values()) {
      var file = Tree.ROOT.resolve(wall.folder).resolve("src/main/java/module-info.java");
      assertEquals(List.of(), wrongRequires(wall, Files.readString(file)), () -> wall.folder);
    }
  }

  @Test
  void aWrongRequiresIsFound() {
    String text =
        "module org.tosc.tir { requires static transitive org.tosc.rt; requires java.base; }";
    assertEquals(List.of("org.tosc.rt"), wrongRequires(Wall.TIR, text));
    assertEquals(List.of("info.picocli"), wrongRequires(Wall.DRIVER, "requires info.picocli;"));
    assertEquals(List.of(), wrongRequires(Wall.CLI, "requires info.picocli;"));
  }

  @Test
  void pomsDependOnlyOnWhatTheTableAllows() throws IOException {
    for (Wall wall : Wall.values()) {
      var file = Tree.ROOT.resolve(wall.folder).resolve("pom.xml");
      assertEquals(List.of(), wrongDependencies(wall, Files.readString(file)), () -> wall.folder);
    }
  }

  @Test
  void aWrongPomDependencyIsFound() {
    String row =
        "<dependency><groupId>org.tosc</groupId><artifactId>tosc-rt</artifactId>%s</dependency>";
    assertEquals(List.of("tosc-rt"), wrongDependencies(Wall.FRONTEND, row.formatted("")));
    assertEquals(List.of(), wrongDependencies(Wall.FRONTEND, row.formatted("<scope>test</scope>")));
    assertEquals(List.of(), wrongDependencies(Wall.DRIVER, row.formatted("")));
  }

  @Test
  void staticsDoNotChange() {
    assertEquals(List.of(), mutableStatics(COMPILED));
  }

  @Test
  void aMutableStaticIsFound() {
    assertEquals(
        List.of(PLANTED + ".tir.Trespasser.count"),
        mutableStatics(new ClassFileImporter().importPackages(PLANTED)));
  }

  private static JavaClasses compiled() {
    // Names are enough for classes outside the tree; looking them all up takes seconds.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    List<Path> folders =
        Stream.of(Wall.values())
            .map(wall -> Tree.ROOT.resolve(wall.folder).resolve("target/classes"))
            .filter(Files::isDirectory)
            .toList();
    return new ClassFileImporter().importPaths(folders);
  }

  private static List<String> crossings(JavaClasses classes, String root) {
    return classes.stream()
        .filter(c -> !c.getSimpleName().equals("package-info"))
        .flatMap(c -> crossings(c, root))
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<String> crossings(JavaClass from, String root) {
    Optional<Wall> own = wallOf(from, root);
    if (own.isEmpty()) {
      return Stream.of("no module has the package of: " + from.getName());
    }
    Wall wall = own.get();
    return from.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .filter(to -> !to.isPrimitive() && !allowed(wall, to, root))
        .map(
            to ->
                wall
                    + " -> "
                    + wallOf(to, root).map(Wall::name).orElse("library")
                    + ": "
                    + from.getName()
                    + " uses "
                    + to.getName());
  }

  private static boolean allowed(Wall wall, JavaClass to, String root) {
    return wallOf(to, root)
        .map(wall.mayUse()::contains)
        .orElseGet(() -> wall.mayUseLibrary(to.getPackageName()));
  }

  private static Optional<Wall> wallOf(JavaClass c, String root) {
    return Stream.of(Wall.values())
        .filter(wall -> Wall.isWithin(c.getPackageName(), root + "." + wall.packageTail()))
        .findFirst();
  }

  private static List<String> wrongRequires(Wall wall, String descriptor) {
    Set<String> own = new TreeSet<>();
    wall.mayUse().forEach(other -> own.add(other.javaModule()));
    return REQUIRES
        .matcher(descriptor)
        .results()
        .map(match -> match.group(1))
        .filter(name -> !own.contains(name))
        .filter(name -> !wall.mayUseLibrary(LIBRARIES.getOrDefault(name, name)))
        .toList();
  }

  private static List<String> wrongDependencies(Wall wall, String pom) {
    Set<String> own = new TreeSet<>();
    wall.mayUse().forEach(other -> own.add(other.artifact()));
    List<String> wrong = new ArrayList<>();
    Matcher dependency = DEPENDENCY.matcher(pom);
    while (dependency.find()) {
      boolean test = dependency.group().contains("<scope>test</scope>");
      if (!test && !own.contains(dependency.group(1))) {
        wrong.add(dependency.group(1));
      }
    }
    return wrong;
  }

  private static List<String> mutableStatics(JavaClasses classes) {
    return classes.stream()
        .filter(c -> !isGenerated(c))
        .flatMap(c -> c.getFields().stream())
        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
        .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
        .filter(WallsTest::isMutable)
        .map(JavaField::getFullName)
        .sorted()
        .toList();
  }

  /// ANTLR writes public arrays of names into its lexers and parsers.
  private static boolean isGenerated(JavaClass c) {
    return c.isAssignableTo("org.antlr.v4.runtime.Lexer")
        || c.isAssignableTo("org.antlr.v4.runtime.Parser");
  }

  private static boolean isMutable(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.FINAL)
        || MUTABLE.contains(field.getRawType().getName());
  }
}
