package winofuzz.metal.isolate;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Device;
import winofuzz.metal.DeviceException;
import winofuzz.metal.PreparedKernel;

/** The process in which a device runs: launches come in, a sign when one begins, and replies. */
public final class Worker {

  /** Sent when a kernel is compiled and its time begins. */
  static final int BEGINS = 1;

  /** Sent when there is a reply at once. */
  static final int REFUSED = 2;

  private final Device device;
  private final DataInputStream in;
  private final DataOutputStream out;

  private Worker(Device device, DataInputStream in, DataOutputStream out) {
    this.device = device;
    this.in = in;
    this.out = out;
  }

  /** Serves the device named by the only argument until its input ends. */
  public static void main(String[] args) throws IOException {
    Device device =
        DeviceCatalog.find(args[0])
            .orElseThrow(() -> new AssertionError("no device " + args[0] + " here"));
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
    // What a native library prints must not be taken for a reply.
    System.setOut(System.err);
    new Worker(device, in, out).serve();
  }

  private void serve() throws IOException {
    while (true) {
      Job job;
      try {
        job = Wire.readJob(in);
      } catch (EOFException e) {
        return;
      }
      reply(job).write(out);
    }
  }

  private Reply reply(Job job) throws IOException {
    boolean begun = false;
    try {
      PreparedKernel kernel = device.prepare(job.launch().source(), job.launch().kernel());
      out.writeByte(BEGINS);
      out.flush();
      begun = true;
      return new Reply.Finished(job.run(kernel));
    } catch (BadLaunchException e) {
      refuse(begun);
      return new Reply.BadInput(String.valueOf(e.getMessage()));
    } catch (DeviceException e) {
      refuse(begun);
      return new Reply.DeviceFailed(String.valueOf(e.getMessage()));
    }
  }

  private void refuse(boolean begun) throws IOException {
    if (!begun) {
      out.writeByte(REFUSED);
    }
  }
}
