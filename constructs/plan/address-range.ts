import { Address4 } from "ip-address";
import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";

/** An IPv4 range such as `10.16.0.0/16`, and what can be asked of it. Pure. */
export class AddressRange {
  private constructor(private readonly range: Address4) {}

  /**
   * @param owner and @param prop name the value in the error
   * @throws InvalidInput for an invalid range, and for one whose address is not its first
   */
  static parse(owner: string, prop: string, text: unknown): AddressRange {
    const range =
      typeof text === "string" && text.includes("/") && Address4.isValid(text)
        ? new Address4(text)
        : undefined;
    if (!range) {
      throw new InvalidInput(
        `${owner}: ${prop} must be an IPv4 range such as 10.16.0.0/16, got ${show(text)}`,
      );
    }
    const start = `${range.startAddress().correctForm()}/${range.subnetMask}`;
    if (start !== text) {
      throw new InvalidInput(
        `${owner}: ${prop} must begin at the range's first address, ${start}, got ${JSON.stringify(text)}`,
      );
    }
    return new AddressRange(range);
  }

  /** The length of the prefix: 16 for `10.16.0.0/16`. */
  get prefix(): number {
    return this.range.subnetMask;
  }

  /** The number of addresses. */
  get size(): number {
    return 2 ** (32 - this.prefix);
  }

  /** The nth block of a longer prefix. */
  block(prefix: number, index: number): AddressRange {
    const start = this.first + BigInt(index) * BigInt(2 ** (32 - prefix));
    return new AddressRange(new Address4(`${Address4.fromBigInt(start).correctForm()}/${prefix}`));
  }

  /** The nth address, without a prefix. */
  address(index: number): string {
    return Address4.fromBigInt(this.first + BigInt(index)).correctForm();
  }

  contains(other: AddressRange): boolean {
    return other.first >= this.first && other.last <= this.last;
  }

  overlaps(other: AddressRange): boolean {
    return other.first <= this.last && this.first <= other.last;
  }

  toString(): string {
    return `${this.range.startAddress().correctForm()}/${this.prefix}`;
  }

  private get first(): bigint {
    return this.range.startAddress().bigInt();
  }

  private get last(): bigint {
    return this.range.endAddress().bigInt();
  }
}
