package winofuzz.metal.msl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kernel or a helper function. Identity is equality. */
public final class Function {

  private final String name;
  private final boolean kernel;
  private final Type returnType;
  private final List<Parameter> parameters;
  private final int offset;
  private @Nullable Statement body;

  Function(String name, boolean kernel, Type returnType, List<Parameter> parameters, int offset) {
    this.name = name;
    this.kernel = kernel;
    this.returnType = returnType;
    this.parameters = List.copyOf(parameters);
    this.offset = offset;
  }

  public String name() {
    return name;
  }

  public boolean isKernel() {
    return kernel;
  }

  public Type returnType() {
    return returnType;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  public int offset() {
    return offset;
  }

  boolean isDefined() {
    return body != null;
  }

  void define(Statement definition) {
    body = definition;
  }

  /** Returns its body; the parser refuses programs in which a called function has none. */
  public Statement body() {
    Statement defined = body;
    if (defined == null) {
      throw new AssertionError("function " + name + " has no body");
    }
    return defined;
  }
}
