"""A stand-in for tinygrad's Metal device, and a worker that lowers convolutions with it."""
