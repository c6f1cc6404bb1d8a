import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/// Joins everything on its own class path into one jar that starts fast, and records an AOT cache
/// beside it: `Package TARGET MAIN_CLASS TRAINING_CLASS ARGUMENT...`.
///
/// Entries are stored without compression and in name order, with one fixed time, so equal inputs
/// give equal bytes. Service files of several jars are joined. Classes older than version 50 (all
/// of picocli and ASM) are rewritten to version 55 with stack map frames, because the JVM keeps no
/// class without them in an AOT cache; [PlainCode] takes out call sites that it does not keep.
public final class Package {
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);
  private static final String SERVICES = "META-INF/services/";

  /// Class files before this version may lack stack map frames.
  private static final int FIRST_WITH_FRAMES = Opcodes.V1_6;

  private static final int UPLIFTED = Opcodes.V11;

  private Package() {}

  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[0]);
    Map<String, byte[]> entries = new TreeMap<>();
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(element);
      if (Files.isDirectory(path)) {
        collectFolder(path, entries);
      } else {
        collectJar(path, entries);
      }
    }
    Path temporary =
        Files.createDirectories(target.getParent()).resolve(target.getFileName() + ".new");
    try (OutputStream out = Files.newOutputStream(temporary)) {
      write(args[1], entries, out);
    }
    Path cache = target.resolveSibling("tosc.aot");
    if (Files.exists(target) && Files.mismatch(temporary, target) < 0 && Files.exists(cache)) {
      Files.delete(temporary);
      return;
    }
    Files.deleteIfExists(cache);
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    train(target, cache, List.of(args).subList(2, args.length));
  }

  /// Runs the program once so that the JVM records what it loads and links; see `tosc` for the
  /// flags that have to agree. A cache that cannot be written costs start-up time only.
  private static void train(Path jar, Path cache, List<String> command) throws IOException {
    Path home = Path.of(System.getProperty("java.home"));
    List<String> line = new ArrayList<>();
    line.add(home.resolve("bin").resolve("java").toString());
    line.add("-XX:+UseSerialGC");
    line.add("-XX:AOTCacheOutput=" + cache);
    line.add("-XX:+UnlockExperimentalVMOptions");
    line.add("-XX:+EnableVectorSupport");
    line.add("-Dtosc.vectors=late");
    line.add("--enable-native-access=ALL-UNNAMED");
    line.add("-cp");
    line.add(jar.toString());
    line.addAll(command);
    Files.writeString(cache.resolveSibling(cache.getFileName() + ".jdk"), home + "\n");
    Path log = cache.resolveSibling("training.log");
    var process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      if (process.start().waitFor() != 0 || !Files.exists(cache)) {
        System.err.println("package: no AOT cache was written, see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void collectFolder(Path folder, Map<String, byte[]> entries) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
      add(name, Files.readAllBytes(file), entries);
    }
  }

  private static void collectJar(Path jar, Map<String, byte[]> entries) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (!entry.isDirectory()) {
          try (InputStream in = file.getInputStream(entry)) {
            add(entry.getName(), in.readAllBytes(), entries);
          }
        }
      }
    }
  }

  private static void add(String name, byte[] content, Map<String, byte[]> entries) {
    if (!wanted(name)) {
      return;
    }
    byte[] bytes = name.endsWith(".class") ? PlainCode.of(uplift(content)) : content;
    byte[] earlier = entries.putIfAbsent(name, bytes);
    if (earlier != null && name.startsWith(SERVICES)) {
      entries.put(name, joined(earlier, bytes));
    }
  }

  private static boolean wanted(String name) {
    return !name.endsWith("module-info.class")
        && !name.equals(JarFile.MANIFEST_NAME)
        && !name.startsWith("META-INF/maven/");
  }

  private static byte[] joined(byte[] first, byte[] second) {
    String text = new String(first, StandardCharsets.UTF_8).stripTrailing() + "\n";
    return (text + new String(second, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] uplift(byte[] bytes) {
    int version = (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
    if (version >= FIRST_WITH_FRAMES) {
      return bytes;
    }
    ClassReader reader = new ClassReader(bytes);
    FrameWriter writer = new FrameWriter();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int old, int access, String name, String signature, String parent, String[] faces) {
            super.visit(UPLIFTED, access, name, signature, parent, faces);
          }
        },
        ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  /// Computes frames over the classes on this program's class path, which holds the same jars.
  private static final class FrameWriter extends ClassWriter {
    FrameWriter() {
      super(COMPUTE_FRAMES);
    }

    @Override
    protected ClassLoader getClassLoader() {
      return ClassLoader.getSystemClassLoader();
    }
  }

  private static void write(String mainClass, Map<String, byte[]> entries, OutputStream out)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      store(zip, JarFile.MANIFEST_NAME, manifest(mainClass));
      for (var entry : entries.entrySet()) {
        store(zip, entry.getKey(), entry.getValue());
      }
    }
  }

  private static byte[] manifest(String mainClass) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, mainClass);
    attributes.put(Attributes.Name.MULTI_RELEASE, "true");
    attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
    attributes.putValue("Add-Exports", "java.base/jdk.internal.module"); // see Incubator
    var bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(ENTRY_TIME);
    entry.setSize(bytes.length);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
