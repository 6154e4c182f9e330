import { Component, inject } from '@angular/core';
import { ConsentService } from './consent.service';

@Component({
  selector: 'app-banner',
  standalone: true,
  template: `
    <button id="accept" (click)="consent.choose('accepted')">Accept</button>
    <button id="reject" (click)="consent.choose('rejected')">Reject</button>
  `,
})
export class BannerComponent {
  protected readonly consent = inject(ConsentService);
}
