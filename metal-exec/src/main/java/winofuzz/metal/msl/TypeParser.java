package winofuzz.metal.msl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads types: qualifiers, names, pointers. */
final class TypeParser {

  /**
   * A declaration's type before its declarators.
   *
   * @param type null for {@code auto}
   * @param space null when none is written
   */
  record Specifier(
      @Nullable Type type, @Nullable MetalAddressSpace space, boolean readOnly, int offset) {}

  private static final Map<String, Type> NAMES = names();
  private static final Set<String> QUALIFIERS =
      Set.of(
          "const",
          "volatile",
          "restrict",
          "__restrict",
          "__restrict__",
          "constexpr",
          "static",
          "inline",
          "thread",
          "device",
          "constant",
          "threadgroup",
          "__attribute__",
          "coherent");
  private static final Set<String> PLAIN_ATTRIBUTES = Set.of("always_inline", "noinline", "unused");
  private static final Set<String> INTEGER_WORDS =
      Set.of("unsigned", "signed", "char", "short", "int", "long");

  private final Tokens tokens;
  private final Numbers numbers;
  private final Map<String, Type> aliases = new HashMap<>();

  /** Structs and unions whose declaration was passed over. */
  private final Set<String> undefined = new HashSet<>();

  TypeParser(Tokens tokens, Numbers numbers) {
    this.tokens = tokens;
    this.numbers = numbers;
  }

  private static Map<String, Type> names() {
    Map<String, Type> names = new HashMap<>();
    for (ScalarType scalar : ScalarType.values()) {
      if (scalar == ScalarType.FIELD) {
        continue;
      }
      names.put(scalar.spelling(), scalar);
      for (int size = 2; size <= 4; size++) {
        names.put(scalar.spelling() + size, new Type.Vector(scalar, size));
      }
      if (scalar.isFloating()) {
        Type.Matrix8x8 matrix = new Type.Matrix8x8(scalar);
        names.put(matrix.spelling(), matrix);
      }
    }
    names.put("int8_t", ScalarType.CHAR);
    names.put("uint8_t", ScalarType.UCHAR);
    names.put("int16_t", ScalarType.SHORT);
    names.put("uint16_t", ScalarType.USHORT);
    names.put("int32_t", ScalarType.INT);
    names.put("uint32_t", ScalarType.UINT);
    names.put("int64_t", ScalarType.LONG);
    names.put("uint64_t", ScalarType.ULONG);
    names.put("size_t", ScalarType.ULONG);
    names.put("ptrdiff_t", ScalarType.LONG);
    names.put("atomic_int", new Type.Atomic(ScalarType.INT));
    names.put("atomic_uint", new Type.Atomic(ScalarType.UINT));
    names.put("atomic_float", new Type.Atomic(ScalarType.FLOAT));
    names.put("void", Type.None.VOID);
    return Map.copyOf(names);
  }

  void alias(Token name, Type type) {
    aliases.put(name.text(), type);
  }

  /** Notes the name of a type that may be declared and not be used. */
  void passOver(Token name) {
    undefined.add(name.text());
  }

  /** Returns whether a declaration or a cast could begin with this token. */
  boolean startsType(Token token) {
    if (token.kind() != Token.Kind.IDENTIFIER) {
      return false;
    }
    String text = token.text();
    return NAMES.containsKey(text)
        || aliases.containsKey(text)
        || QUALIFIERS.contains(text)
        || INTEGER_WORDS.contains(text)
        || text.equals("auto")
        || isTemplate(text)
        || UnsupportedNames.isType(text)
        || undefined.contains(text);
  }

  private static boolean isTemplate(String text) {
    return text.equals("vec") || text.equals("simdgroup_matrix") || text.equals("atomic");
  }

  /** Qualifiers, a type name, qualifiers: what stands before the first declarator. */
  Specifier specifier() {
    int offset = tokens.offset();
    MetalAddressSpace space = null;
    boolean readOnly = false;
    Type type = null;
    boolean named = false;
    while (true) {
      Token token = tokens.peek();
      MetalAddressSpace written = addressSpace(token);
      if (written != null) {
        space = written;
        tokens.next();
      } else if (token.is("__attribute__")) {
        attribute();
      } else if (token.kind() == Token.Kind.IDENTIFIER && QUALIFIERS.contains(token.text())) {
        readOnly |= token.is("const") || token.is("constexpr");
        tokens.next();
      } else if (!named && token.is("auto")) {
        tokens.next();
        named = true;
      } else if (!named) {
        type = name();
        named = true;
      } else {
        return new Specifier(type, space, readOnly, offset);
      }
    }
  }

  private static @Nullable MetalAddressSpace addressSpace(Token token) {
    return switch (token.text()) {
      case "device" -> MetalAddressSpace.DEVICE;
      case "constant" -> MetalAddressSpace.CONSTANT;
      case "threadgroup" -> MetalAddressSpace.THREADGROUP;
      case "thread" -> MetalAddressSpace.THREAD;
      default -> null;
    };
  }

  /** {@code __attribute__((..))}: none of the known ones changes what a kernel computes. */
  private void attribute() {
    Token keyword = tokens.next();
    tokens.expect("(", "after __attribute__");
    tokens.expect("(", "after __attribute__(");
    do {
      Token name = tokens.identifier("an attribute");
      if (name.is("aligned")) {
        tokens.expect("(", "after aligned");
        Token bytes = tokens.next();
        if (bytes.kind() != Token.Kind.INTEGER) {
          throw tokens.source().malformed(bytes.offset(), "aligned: expected a number of bytes");
        }
        tokens.expect(")", "after the number of bytes");
      } else if (!PLAIN_ATTRIBUTES.contains(name.text())) {
        throw tokens.source().unsupported(keyword.offset(), "the attribute " + name.described());
      }
    } while (tokens.accept(","));
    tokens.expect(")", "to close __attribute__");
    tokens.expect(")", "to close __attribute__");
  }

  private Type name() {
    if (tokens.isNext("metal") && tokens.peek(1).is("::")) {
      tokens.next();
      tokens.next();
    }
    Token token = tokens.peek();
    Type type = NAMES.get(token.text());
    if (type == null) {
      type = aliases.get(token.text());
    }
    if (type != null && !INTEGER_WORDS.contains(token.text())) {
      tokens.next();
      return numbers.meaning(type);
    }
    if (INTEGER_WORDS.contains(token.text())) {
      return integerWords();
    }
    if (isTemplate(token.text())) {
      return template();
    }
    if (UnsupportedNames.isType(token.text()) || undefined.contains(token.text())) {
      throw tokens.source().unsupported(token.offset(), "the type '" + token.text() + "'");
    }
    throw tokens.unexpected("a type");
  }

  private ScalarType integerWords() {
    boolean unsigned = false;
    ScalarType type = ScalarType.INT;
    while (INTEGER_WORDS.contains(tokens.peek().text())) {
      switch (tokens.next().text()) {
        case "unsigned" -> unsigned = true;
        case "char" -> type = ScalarType.CHAR;
        case "short" -> type = ScalarType.SHORT;
        case "long" -> type = ScalarType.LONG;
        default -> {}
      }
    }
    return unsigned ? type.unsigned() : type;
  }

  private Type template() {
    Token name = tokens.next();
    if (!tokens.isNext("<")) {
      throw tokens.source().unsupported(name.offset(), "'" + name.text() + "' without arguments");
    }
    tokens.expect("<", "after " + name.text());
    Type argument = name();
    if (!(argument instanceof ScalarType element)) {
      throw tokens.source().malformed(name.offset(), name.text() + ": expected a scalar type");
    }
    Type type;
    if (name.is("atomic")) {
      type = new Type.Atomic(element);
    } else if (name.is("vec")) {
      int size = dimension(name);
      if (size < 2 || size > 4) {
        throw tokens.source().malformed(name.offset(), "vec: expected 2, 3 or 4 components");
      }
      type = new Type.Vector(element, size);
    } else {
      int rows = dimension(name);
      int columns = dimension(name);
      if (rows != 8 || columns != 8) {
        throw tokens.source().unsupported(name.offset(), "a simdgroup_matrix other than 8x8");
      }
      type = new Type.Matrix8x8(element);
    }
    tokens.expect(">", "after the arguments of " + name.text());
    return type;
  }

  private int dimension(Token name) {
    tokens.expect(",", "and a size in " + name.text());
    Token size = tokens.next();
    if (size.kind() != Token.Kind.INTEGER) {
      throw tokens.source().malformed(size.offset(), name.text() + ": expected a size");
    }
    return (int) Math.min(64, Literals.integer(tokens.source(), size).value());
  }

  /** Stars after a specifier, as in {@code device float*}; an {@code &} is left to the caller. */
  Type pointers(Type base, @Nullable MetalAddressSpace space, boolean readOnly) {
    Type type = base;
    MetalAddressSpace target = space == null ? MetalAddressSpace.THREAD : space;
    boolean constant = readOnly || target == MetalAddressSpace.CONSTANT;
    while (tokens.isNext("*")) {
      Token star = tokens.next();
      if (type instanceof Type.Pointer) {
        throw tokens.source().unsupported(star.offset(), "a pointer to a pointer");
      }
      if (type == Type.None.VOID) {
        throw tokens.source().unsupported(star.offset(), "a pointer to void");
      }
      type = new Type.Pointer(target, type, constant);
      while (QUALIFIERS.contains(tokens.peek().text())) {
        tokens.next();
      }
    }
    return type;
  }

  /** Returns a whole type as in a cast: specifier and stars. */
  Type typeName() {
    Specifier specifier = specifier();
    Type base = specifier.type();
    if (base == null) {
      throw tokens.source().malformed(specifier.offset(), "expected a type, found 'auto'");
    }
    return pointers(base, specifier.space(), specifier.readOnly());
  }
}
