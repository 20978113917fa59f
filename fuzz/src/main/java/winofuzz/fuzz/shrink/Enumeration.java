package winofuzz.fuzz.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;

/**
 * Every convolution of some numbers of elements that has the window, stride, dilation and dtype of
 * a model, in the order of batch, cin, cout, groups, sizes, paddings.
 *
 * @param model what they have in common
 * @param least elements of activation, weight and output together, at least
 * @param size elements at most
 * @param padding of a side at most
 * @param scope which convolutions; others are left out
 */
record Enumeration(Convolution model, long least, long size, int padding, FailureScope scope) {

  /** Those of one size, with the usual paddings. */
  Enumeration(Convolution model, long size, FailureScope scope) {
    this(model, size, size, SmallerCases.MOST_PADDING, scope);
  }

  void forEach(Consumer<Convolution> visitor) {
    long window = 1;
    for (Axis a : model.spatial()) {
      window *= a.kernel();
    }
    // A weight has at least one window for each channel, whatever the groups.
    for (int batch = 1; 2L * batch + window <= size; batch++) {
      for (int cin = 1; batch * (cin + 1L) + cin * window <= size; cin++) {
        for (int cout = 1; batch * (cin + (long) cout) + cout * window <= size; cout++) {
          for (int groups = 1; groups <= Math.min(cin, cout); groups++) {
            Channels channels = new Channels(batch, cin, cout, groups, window);
            if (cin % groups == 0
                && cout % groups == 0
                && channels.elements(1, 1) <= size
                && scope.channels().test(channels)) {
              sizes(visitor, channels, new ArrayList<>(), 1);
            }
          }
        }
      }
    }
  }

  private void sizes(
      Consumer<Convolution> visitor, Channels channels, List<Integer> chosen, long inputs) {
    if (chosen.size() == model.spatial().size()) {
      paddings(visitor, channels, chosen, inputs, new ArrayList<>(), 1);
      return;
    }
    for (int n = 1; channels.elements(inputs * n, 1) <= size; n++) {
      chosen.add(n);
      sizes(visitor, channels, chosen, inputs * n);
      chosen.removeLast();
    }
  }

  private void paddings(
      Consumer<Convolution> visitor,
      Channels channels,
      List<Integer> sizes,
      long inputs,
      List<Axis> chosen,
      long outputs) {
    int at = chosen.size();
    if (at == sizes.size()) {
      if (channels.elements(inputs, outputs) >= least) {
        Convolution c =
            new Convolution(
                channels.batch(),
                channels.cin(),
                channels.cout(),
                channels.groups(),
                chosen,
                model.dtype());
        if (scope.convolutions().test(c)) {
          visitor.accept(c);
        }
      }
      return;
    }
    Axis like = model.spatial().get(at);
    for (int before = 0; before <= padding; before++) {
      for (int after = 0; after <= padding; after++) {
        Axis axis =
            new Axis(sizes.get(at), like.kernel(), before, after, like.stride(), like.dilation());
        if (axis.reach() <= axis.padded()
            && channels.elements(inputs, outputs * axis.output()) <= size) {
          chosen.add(axis);
          paddings(visitor, channels, sizes, inputs, chosen, outputs * axis.output());
          chosen.removeLast();
        }
      }
    }
  }
}
